DROP TABLE run_event;
DROP TABLE run_listener;

DROP TABLE run_step;
DROP TABLE deployment_log;

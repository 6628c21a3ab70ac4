DROP TABLE webhook_event;
DROP TABLE recovery_connection;

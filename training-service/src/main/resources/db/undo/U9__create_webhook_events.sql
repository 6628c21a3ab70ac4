DROP TABLE activity_fetch;
DROP TABLE webhook_event;
DROP TABLE provider_account;

DROP TABLE api_key_deployment;
DROP TABLE api_key;

DROP TABLE deployment_version;
DROP TABLE deployment;

DROP TABLE deployment_activation;
ALTER TABLE deployment DROP COLUMN activations;
ALTER TABLE workflow DROP COLUMN definition_hash;
DROP FUNCTION content_hash(jsonb);

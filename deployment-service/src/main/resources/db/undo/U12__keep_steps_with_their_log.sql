-- Steps first move to where the version before looks for them.
INSERT INTO run_step
SELECT * FROM logged_step WHERE (user_id, run_id) IN (SELECT user_id, id FROM deployment_log WHERE step_list IS NOT NULL)
ON CONFLICT DO NOTHING;
DROP VIEW logged_step;
ALTER TABLE deployment_log DROP COLUMN step_list;

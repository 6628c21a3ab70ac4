-- The steps of a run that was over before it was ever saved, in the row of its log: one row to add and one to delete, where
-- each step took one more of both. Of other runs they are in run_step. Only adds; the version before goes on as it was, and
-- knows nothing of the steps that are here.
ALTER TABLE deployment_log ADD COLUMN step_list jsonb;

-- The steps of all runs, wherever they are.
CREATE VIEW logged_step WITH (security_invoker = true) AS
SELECT user_id, run_id, number, task, name, kind, status, attempt, input, output, error, started_at, finished_at
FROM run_step
UNION ALL
SELECT l.user_id, l.id, (s.step ->> 'number')::integer, s.step ->> 'task', s.step ->> 'name', s.step ->> 'kind',
       s.step ->> 'status', (s.step ->> 'attempt')::integer, s.step -> 'input', s.step -> 'output', s.step -> 'error',
       (s.step ->> 'started_at')::timestamptz, (s.step ->> 'finished_at')::timestamptz
FROM deployment_log AS l CROSS JOIN LATERAL jsonb_array_elements(l.step_list) AS s (step);

-- How the best e1RM of each exercise went from week to week, as a materialized view, and how far it can be trusted.

-- Which version the view shows at least. It is written down before the view reads the weeks, so that a version which
-- arises meanwhile is not taken for shown.
CREATE TABLE trend_version (
    user_id text NOT NULL,
    version uuid NOT NULL,
    CONSTRAINT pk_trend_version PRIMARY KEY (user_id)
);

-- One row.
CREATE TABLE trend_refresh (
    id           boolean     NOT NULL DEFAULT true,
    refreshed_at timestamptz NOT NULL,
    -- How many versions there were. One that is gone since is of a user who has been removed, and is to go from the view.
    users        integer     NOT NULL,
    CONSTRAINT pk_trend_refresh PRIMARY KEY (id),
    CONSTRAINT ck_trend_refresh_id CHECK (id)
);

-- previous_kg is of the last week before in which the exercise was done, however long ago.
CREATE MATERIALIZED VIEW exercise_trends AS
SELECT user_id, exercise_id, week_start, best_e1rm_kg AS e1rm_kg,
       lag(best_e1rm_kg) OVER course AS previous_kg,
       best_e1rm_kg - lag(best_e1rm_kg) OVER course AS change_kg
FROM exercise_weekly
WHERE best_e1rm_kg IS NOT NULL
WINDOW course AS (PARTITION BY user_id, exercise_id ORDER BY week_start);

-- What a page of trends is read by, and what refreshing concurrently needs.
CREATE UNIQUE INDEX uq_exercise_trends_week ON exercise_trends (user_id, week_start, exercise_id);

-- To refresh it; it stays the owner's. The default privileges of tables hold for it too, and it cannot be written.
REVOKE INSERT, UPDATE, DELETE ON exercise_trends FROM "${appRole}";
GRANT MAINTAIN ON exercise_trends TO "${appRole}";

INSERT INTO trend_refresh (refreshed_at, users) VALUES (now(), 0);

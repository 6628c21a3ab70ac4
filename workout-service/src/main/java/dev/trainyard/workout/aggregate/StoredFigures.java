package dev.trainyard.workout.aggregate;

/** Figures as they are kept, but for the stretches that a change is queued for: these are added up from their sets. */
final class StoredFigures implements FigureSource {

    @Override
    public String with(Granularity granularity) {
        return Calendars.WANTED
                + """
                , queued AS MATERIALIZED (
                    SELECT DISTINCT (q.started_at AT TIME ZONE zone)::date AS day
                    FROM wanted JOIN aggregate_queue q ON q.user_id = wanted.user_id
                ), everything AS MATERIALIZED (
                    SELECT EXISTS (SELECT FROM queued WHERE day IS NULL) AS is_queued
                ), pending AS MATERIALIZED (
                    SELECT %1$s AS period FROM queued, wanted WHERE day IS NOT NULL
                    UNION
                    SELECT %2$s
                    FROM everything, wanted JOIN workout w ON w.user_id = wanted.user_id
                    WHERE everything.is_queued AND w.finished_at IS NOT NULL
                ), figures AS (
                    SELECT a.exercise_id, a.%3$s AS period, %4$s
                    FROM wanted JOIN %5$s a ON a.user_id = wanted.user_id
                    WHERE NOT (SELECT is_queued FROM everything)
                      AND NOT EXISTS (SELECT FROM pending WHERE pending.period = a.%3$s)
                    UNION ALL
                    SELECT s.exercise_id, pending.period, %6$s
                    FROM wanted CROSS JOIN pending
                    JOIN workout w ON w.user_id = wanted.user_id AND w.finished_at IS NOT NULL
                         AND %7$s
                    JOIN workout_set s ON s.user_id = w.user_id AND s.workout_id = w.id
                    GROUP BY 1, 2
                )""".formatted(
                                granularity.startOf("day", "first_weekday"),
                                granularity.startOf("(w.started_at AT TIME ZONE zone)::date", "first_weekday"),
                                granularity.column(),
                                Figures.COLUMNS,
                                granularity.table(),
                                Figures.OF_SETS,
                                Figures.startedIn(granularity, "pending.period", "zone", "first_weekday"));
    }
}

package dev.trainyard.workout.aggregate;

/** Figures added up from all sets of the user whenever they are asked for. */
final class RecomputedFigures implements FigureSource {

    @Override
    public String with(Granularity granularity) {
        return Calendars.WANTED
                + """
                , figures AS (
                    SELECT s.exercise_id, %s AS period, %s
                    FROM wanted
                    JOIN workout w ON w.user_id = wanted.user_id AND w.finished_at IS NOT NULL
                    JOIN workout_set s ON s.user_id = w.user_id AND s.workout_id = w.id
                    GROUP BY 1, 2
                )""".formatted(
                                granularity.startOf("(w.started_at AT TIME ZONE zone)::date", "first_weekday"),
                                Figures.OF_SETS);
    }
}

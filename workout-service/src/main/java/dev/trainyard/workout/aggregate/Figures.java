package dev.trainyard.workout.aggregate;

/** The SQL of the figures of an exercise: what they are of sets, and what they are of the figures of single days. */
final class Figures {

    /** The names of the figures, as in the tables. */
    static final String COLUMNS =
            "workouts, sets, warmup_sets, reps, volume_kg, max_weight_kg, best_e1rm_kg, best_e1rm_reps";

    // Of equal estimates the one from the fewest repetitions is to be trusted most.
    private static final String BEST = "max(ARRAY[%1$s.%2$se1rm_kg, -%1$s.%2$sreps]) FILTER (WHERE %3$s)";
    private static final String BEST_OF_SETS = BEST.formatted("s", "", "s.type <> 'warmup' AND s.e1rm_kg > 0");
    private static final String BEST_OF_DAYS = BEST.formatted("a", "best_e1rm_", "a.best_e1rm_kg IS NOT NULL")
            .replace("best_e1rm_e1rm_kg", "best_e1rm_kg");

    /** The figures, in the order of {@link #COLUMNS}, of rows {@code s} of workout_set. */
    static final String OF_SETS = """
            count(DISTINCT s.workout_id) AS workouts,
            count(*) FILTER (WHERE s.type <> 'warmup') AS sets,
            count(*) FILTER (WHERE s.type = 'warmup') AS warmup_sets,
            coalesce(sum(s.reps) FILTER (WHERE s.type <> 'warmup'), 0) AS reps,
            coalesce(sum(s.weight_kg * s.reps) FILTER (WHERE s.type <> 'warmup'), 0) AS volume_kg,
            max(s.weight_kg) FILTER (WHERE s.type <> 'warmup' AND s.weight_kg > 0) AS max_weight_kg,
            (%1$s)[1] AS best_e1rm_kg, -((%1$s)[2])::integer AS best_e1rm_reps""".formatted(BEST_OF_SETS);

    /** The same of rows {@code a} of exercise_daily. A workout is of one day, so that workouts add up, too. */
    static final String OF_DAYS = """
            sum(a.workouts) AS workouts, sum(a.sets) AS sets, sum(a.warmup_sets) AS warmup_sets, sum(a.reps) AS reps,
            sum(a.volume_kg) AS volume_kg, max(a.max_weight_kg) AS max_weight_kg,
            (%1$s)[1] AS best_e1rm_kg, -((%1$s)[2])::integer AS best_e1rm_reps""".formatted(BEST_OF_DAYS);

    private Figures() {}

    /**
     * SQL that holds for workouts {@code w} that started in a stretch of days of the user. The bounds are for the index,
     * wide enough for any time zone: what day an instant is on is always clear, when a day begins is not where clocks are
     * put back over midnight.
     *
     * @param granularity how long the stretch is, {@code start} SQL of its first day
     * @param zone SQL of the user's time zone
     */
    static String startedIn(Granularity granularity, String start, String zone, String firstWeekday) {
        return """
                w.started_at >= (%1$s)::timestamp AT TIME ZONE 'UTC' - interval '1 day'
                AND w.started_at < (%2$s)::timestamp AT TIME ZONE 'UTC' + interval '1 day'
                AND %3$s = %1$s""".formatted(
                        start,
                        granularity.endOf(start),
                        granularity.startOf("(w.started_at AT TIME ZONE " + zone + ")::date", firstWeekday));
    }
}

package dev.trainyard.workout.aggregate;

/**
 * Where the figures of a user are read from. All answer the same at any time; they differ in what it costs.
 *
 * <p>Figures are of finished workouts, per exercise and day, week or month, by the calendar of the user's preferences.
 */
public interface FigureSource {

    /** From the tables that a worker keeps, and from sets for what it has not come by yet. */
    FigureSource STORED = new StoredFigures();

    /** From all sets. */
    FigureSource RECOMPUTED = new RecomputedFigures();

    /**
     * The beginning of a query, with the user as its one parameter: {@code WITH wanted AS (…), …, figures AS (…)}. There,
     * {@code wanted} is a row with user_id, zone, first_weekday and unit, and {@code figures} has exercise_id, period (the
     * first day), workouts, sets, warmup_sets, reps, volume_kg, max_weight_kg, best_e1rm_kg and best_e1rm_reps.
     */
    String with(Granularity granularity);
}

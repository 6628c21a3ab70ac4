package dev.trainyard.quiz.scoring;

/**
 * What a right answer is worth in each way of scoring, in whole points: the formulas of Kahoot and ClassQuiz, over the
 * question's own points. {@link #SQL} says the same to the database, whose clock it is that counts.
 */
public final class Points {

    /**
     * The worth of an answer, by the columns {@code is_correct}, {@code scoring}, {@code full_points}, {@code elapsed_ms},
     * {@code limit_ms} (null for none), {@code streak_bonus} and {@code streak} (with this answer). A bigint.
     */
    public static final String SQL = """
            CASE WHEN NOT is_correct THEN 0
                 WHEN scoring = 'correct_only' OR limit_ms IS NULL THEN full_points::bigint
                 WHEN scoring = 'kahoot' AND elapsed_ms < 500 THEN full_points::bigint
                 WHEN scoring = 'kahoot'
                     THEN (full_points * (2 * limit_ms - least(elapsed_ms, limit_ms)) + limit_ms) / (2 * limit_ms)
                 ELSE full_points * (limit_ms - least(elapsed_ms, limit_ms)) / limit_ms
            END
            + CASE WHEN is_correct AND streak_bonus THEN 100 * least(streak - 1, 5) ELSE 0 END""";

    // Who answers within it was waiting for the question: Kahoot gives them all points.
    private static final long AT_ONCE_MS = 500;
    private static final int BONUS_STEP = 100;
    private static final int BONUS_STEPS = 5;

    private Points() {}

    /**
     * The points of a right answer, without a bonus.
     *
     * @param elapsedMs since the question was put; what is later than the limit, within the grace, counts as the limit
     * @param limitMs null for none: then being quick is worth nothing
     */
    public static long of(Scoring scoring, int fullPoints, long elapsedMs, Long limitMs) {
        if (limitMs == null) {
            return fullPoints;
        }
        long left = limitMs - Math.min(elapsedMs, limitMs);
        return switch (scoring) {
            case CORRECT_ONLY -> fullPoints;
            // (1 - elapsed / limit / 2) * points, a half rounded up, without fractions on the way.
            case KAHOOT ->
                elapsedMs < AT_ONCE_MS ? fullPoints : (fullPoints * (limitMs + left) + limitMs) / (2 * limitMs);
            case CLASSQUIZ -> fullPoints * left / limitMs;
        };
    }

    /** What the {@code streak}th right answer in a row is worth beyond its points: 0, 100, … 500 from the sixth on. */
    public static int bonus(int streak) {
        return BONUS_STEP * Math.min(streak - 1, BONUS_STEPS);
    }
}

package dev.trainyard.workout.progression;

/**
 * What is to be reached before a load goes up.
 *
 * @param reps in each set; null leaves it to what the first set of a workout did
 * @param maxReps the upper end of a range, which is what is to be reached then; null without one
 * @param sets how many sets with the load; null for any number
 */
public record Goal(Integer reps, Integer maxReps, Integer sets) {

    /** Whatever the first set did, the others are to do as well. */
    public static final Goal UNSAID = new Goal(null, null, null);

    /** The repetitions that each set must have, of a workout whose first set had {@code first}. */
    int wanted(int first) {
        if (maxReps != null) {
            return maxReps;
        }
        return reps == null ? first : reps;
    }
}

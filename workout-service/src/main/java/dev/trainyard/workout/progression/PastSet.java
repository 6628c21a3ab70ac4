package dev.trainyard.workout.progression;

import dev.trainyard.workout.set.SetType;
import dev.trainyard.workout.set.SetView;
import java.math.BigDecimal;

/**
 * A set of a past workout.
 *
 * @param shown as its workout shows it
 * @param reps null of a set that was measured otherwise
 * @param kilograms what was moved, exactly
 * @param isExternal whether that was all a weight, and none of it the body's
 * @param reserve repetitions that were left, from the RIR or as 10 less the RPE; null when neither was noted
 * @param e1rm kilograms, by {@code epley@1}; null without repetitions
 */
public record PastSet(
        SetView shown,
        SetType type,
        Integer reps,
        BigDecimal kilograms,
        boolean isExternal,
        BigDecimal reserve,
        BigDecimal e1rm) {

    /** Whether it says how strong the user is: a working set with repetitions of a weight, not a lighter one after it. */
    boolean isTelling() {
        return isExternal && reps != null && kilograms.signum() > 0 && type != SetType.WARMUP && type != SetType.DROP;
    }
}

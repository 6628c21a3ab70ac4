package dev.trainyard.workout.set;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.workout.exercise.ExerciseReference;
import dev.trainyard.workout.weight.WeightUnit;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a set may be, beyond what annotations can say; mirrors the check constraints of table workout_set. */
public final class SetBounds {

    public static final int MAX_REPS = 1000;

    /** What {@link #isPast} asks for, in words. */
    public static final String PAST = "must be after 1900 and not more than a day in the future";

    private static final BigDecimal MAX_KILOGRAMS = BigDecimal.valueOf(2000);
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final BigDecimal MAX_RPE = BigDecimal.TEN;
    private static final Duration AHEAD = Duration.ofDays(1);
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");

    private SetBounds() {}

    /** Whether that much can have been lifted: 0 to 2000 kg. */
    public static boolean isWeight(BigDecimal weight, WeightUnit unit) {
        return weight.signum() >= 0 && unit.toKilograms(weight).compareTo(MAX_KILOGRAMS) <= 0;
    }

    /** Whether it is a rate of perceived exertion: 1 to 10 in halves. */
    public static boolean isRpe(BigDecimal rpe) {
        return rpe.compareTo(BigDecimal.ONE) >= 0
                && rpe.compareTo(MAX_RPE) <= 0
                && rpe.multiply(TWO).stripTrailingZeros().scale() <= 0;
    }

    /** Whether it can have happened: not more than a day ahead, which is what clocks and time zones are off by. */
    public static boolean isPast(Instant instant) {
        return !instant.isAfter(Instant.now().plus(AHEAD)) && !instant.isBefore(EARLIEST);
    }

    /** Refuses, all at once, what is given and not allowed; a null is not given. */
    static void require(
            ExerciseReference exercise, BigDecimal weight, WeightUnit unit, BigDecimal rpe, Instant performedAt) {
        List<Violation> violations = new ArrayList<>();
        if (exercise != null && !exercise.isUsable()) {
            violations.add(Violation.inBody("/exercise", "must be an id, or a name of 1 to 120 characters"));
        }
        if (weight != null && !isWeight(weight, unit)) {
            violations.add(Violation.inBody("/weight", "must be from 0 to 2000 kg"));
        }
        if (rpe != null && !isRpe(rpe)) {
            violations.add(Violation.inBody("/rpe", "must be from 1 to 10 in halves"));
        }
        if (performedAt != null && !isPast(performedAt)) {
            violations.add(Violation.inBody("/performedAt", PAST));
        }
        if (!violations.isEmpty()) {
            throw Problem.invalid(violations);
        }
    }
}

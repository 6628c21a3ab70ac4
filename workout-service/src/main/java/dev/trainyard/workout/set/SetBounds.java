package dev.trainyard.workout.set;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.workout.weight.WeightUnit;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What a set may be, beyond what annotations can say; mirrors the check constraints of table workout_set. */
public final class SetBounds {

    public static final int MAX_REPS = 1000;

    /** How many sets a workout holds. */
    public static final int MAX_SETS = 1000;

    /** What {@link #isPast} asks for, in words. */
    public static final String PAST = "must be after 1900 and not more than a day in the future";

    /** What {@link #isFreshId} asks for, in words. */
    public static final String FRESH_ID = "must be a UUID of version 7 whose time is not more than a day in the future";

    private static final BigDecimal MAX_KILOGRAMS = BigDecimal.valueOf(2000);
    private static final BigDecimal MAX_BODY_KILOGRAMS = BigDecimal.valueOf(1000);
    private static final BigDecimal MAX_METERS = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal MAX_SECONDS = BigDecimal.valueOf(7 * 24 * 3600);
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final Duration AHEAD = Duration.ofDays(1);
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");

    private SetBounds() {}

    /** Whether that much can have been lifted: 0 to 2000 kg. */
    public static boolean isWeight(BigDecimal weight, WeightUnit unit) {
        return weight.signum() >= 0 && unit.toKilograms(weight).compareTo(MAX_KILOGRAMS) <= 0;
    }

    /** Whether it is a rate of perceived exertion: 1 to 10 in halves. */
    public static boolean isRpe(BigDecimal rpe) {
        return rpe.compareTo(BigDecimal.ONE) >= 0 && isHalvesToTen(rpe);
    }

    /** Whether these can be repetitions in reserve: 0 to 10 in halves. */
    public static boolean isRir(BigDecimal rir) {
        return rir.signum() >= 0 && isHalvesToTen(rir);
    }

    private static boolean isHalvesToTen(BigDecimal number) {
        return number.compareTo(BigDecimal.TEN) <= 0
                && number.multiply(TWO).stripTrailingZeros().scale() <= 0;
    }

    /** Whether it can have happened: not more than a day ahead, which is what clocks and time zones are off by. */
    public static boolean isPast(Instant instant) {
        return !instant.isAfter(Instant.now().plus(AHEAD)) && !instant.isBefore(EARLIEST);
    }

    /** Whether a client can have made the id of something new: a UUIDv7 (RFC 9562) of a time that {@link #isPast}. */
    public static boolean isFreshId(UUID id) {
        return id.version() == 7
                && id.variant() == 2
                && isPast(Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16));
    }

    /** Refuses, all at once, what is given and not allowed, and what is missing; {@code place} leads the pointers. */
    static void require(String place, SetDraft draft) {
        List<Violation> violations = new ArrayList<>();
        Check check = (allowed, field, words) -> {
            if (!allowed) {
                violations.add(Violation.inBody(place + field, words));
            }
        };
        check.that(draft.id() == null || isFreshId(draft.id()), "/id", FRESH_ID);
        check.that(draft.exercise().isUsable(), "/exercise", "must be an id, or a name of 1 to 120 characters");
        requireMeasure(draft, check);
        requireWeight(draft, check);
        check.that(draft.rpe() == null || isRpe(draft.rpe()), "/rpe", "must be from 1 to 10 in halves");
        check.that(draft.rir() == null || isRir(draft.rir()), "/rir", "must be from 0 to 10 in halves");
        check.that(draft.rir() == null || draft.rpe() == null, "/rir", "must not come with an rpe");
        check.that(draft.performedAt() == null || isPast(draft.performedAt()), "/performedAt", PAST);
        if (!violations.isEmpty()) {
            throw Problem.invalid(violations);
        }
    }

    private static void requireMeasure(SetDraft draft, Check check) {
        check.that(
                draft.reps() != null || draft.distanceMeters() != null || draft.durationSeconds() != null,
                "/reps",
                "must not be null unless there is a distanceMeters or a durationSeconds");
        check.that(
                isPositiveUpTo(MAX_METERS, draft.distanceMeters()),
                "/distanceMeters",
                "must be above 0, at most 1000 km");
        check.that(
                isPositiveUpTo(MAX_SECONDS, draft.durationSeconds()),
                "/durationSeconds",
                "must be above 0, at most a week");
    }

    private static void requireWeight(SetDraft draft, Check check) {
        boolean external = draft.load() == null || draft.load() == Load.EXTERNAL;
        check.that(
                draft.weight() != null || draft.reps() == null || !external,
                "/weight",
                "must not be null for repetitions with an external load");
        check.that(
                draft.unit() != null || (draft.weight() == null && draft.bodyWeight() == null),
                "/unit",
                "must come with a weight");
        check.that(
                draft.bodyWeight() == null || !external,
                "/bodyWeight",
                "must come with the load bodyweight or assisted");
        if (draft.unit() != null) {
            check.that(
                    draft.weight() == null || isWeight(draft.weight(), draft.unit()),
                    "/weight",
                    "must be from 0 to 2000 kg");
            check.that(
                    isPositiveUpTo(MAX_BODY_KILOGRAMS, draft.bodyWeightKg()),
                    "/bodyWeight",
                    "must be above 0, at most 1000 kg");
        }
    }

    private static boolean isPositiveUpTo(BigDecimal max, BigDecimal number) {
        return number == null || (number.signum() > 0 && number.compareTo(max) <= 0);
    }

    /** Notes a violation unless something holds. */
    @FunctionalInterface
    private interface Check {
        void that(boolean allowed, String field, String words);
    }
}

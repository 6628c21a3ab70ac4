package dev.trainyard.training.activityload;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Inputs of loads for tests. */
final class Inputs {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 28);
    private static final String[] TYPES = {"run", "ride", "swim", "row", "ski", "walk", "hike", "strength", "other"};
    private static final String[] ENVIRONMENTS = {null, "indoor", "outdoor", "open_water"};
    private static final String[] SEXES = {null, "female", "male", "male", "female"};

    private Inputs() {}

    /** With nothing known but how long it took. */
    static LoadInput of(String type, int durationSeconds) {
        return new LoadInput(
                DAY,
                type,
                null,
                durationSeconds,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of());
    }

    static LoadInput withHeartRates(int durationSeconds, Integer average, String sex, Integer resting, Integer max) {
        return new LoadInput(
                DAY,
                "run",
                null,
                durationSeconds,
                null,
                null,
                null,
                average,
                null,
                sex,
                DAY,
                resting,
                max,
                null,
                null,
                List.of());
    }

    static LoadInput withStream(Integer max, Integer vt1, Integer vt2, TimeAtRate... times) {
        return new LoadInput(
                DAY, "run", null, 3_600, null, null, null, null, null, null, DAY, null, max, vt1, vt2, List.of(times));
    }

    static LoadInput withRpe(String type, int durationSeconds, String rpe) {
        return new LoadInput(
                DAY,
                type,
                null,
                durationSeconds,
                null,
                null,
                null,
                null,
                new BigDecimal(rpe),
                null,
                null,
                null,
                null,
                null,
                null,
                List.of());
    }

    static LoadInput withDistance(
            String type, String environment, int durationSeconds, Integer moving, String meters, String gain) {
        return new LoadInput(
                DAY,
                type,
                environment,
                durationSeconds,
                moving,
                new BigDecimal(meters),
                gain == null ? null : new BigDecimal(gain),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of());
    }

    /** Anything that the tables can hold, with what is special more often than by chance. */
    static LoadInput random(Random random) {
        int duration = 1 + random.nextInt(random.nextBoolean() ? 604_800 : 10_000);
        Integer max = maybe(random, 100, 260);
        Integer resting = maybe(random, 20, 150);
        Integer vt1 = maybe(random, 60, 259);
        return new LoadInput(
                DAY,
                TYPES[random.nextInt(TYPES.length)],
                ENVIRONMENTS[random.nextInt(ENVIRONMENTS.length)],
                duration,
                random.nextInt(3) == 0 ? null : Integer.valueOf(random.nextInt(duration + 1)),
                maybeDecimal(random, 10_000_000, 100_000, 2),
                maybeDecimal(random, 100_000, 3_000, 2),
                maybe(random, 20, 260),
                random.nextInt(5) == 0 ? null : BigDecimal.valueOf(10L + 5L * random.nextInt(19), 1),
                SEXES[random.nextInt(SEXES.length)],
                DAY,
                resting,
                max,
                vt1,
                vt1 == null || random.nextInt(5) == 0 ? null : Integer.valueOf(vt1 + 1 + random.nextInt(260 - vt1)),
                random.nextInt(4) == 0 ? List.of() : stream(random, max));
    }

    private static List<TimeAtRate> stream(Random random, Integer max) {
        List<TimeAtRate> times = new ArrayList<>();
        IntStream.rangeClosed(20, 260)
                // The rates at which zones begin are always there.
                .filter(rate -> random.nextInt(4) == 0 || (max != null && rate * 10 % max == 0))
                .forEach(rate -> times.add(new TimeAtRate(rate, random.nextInt(4_000))));
        return times.isEmpty() ? List.of(new TimeAtRate(100, 1)) : times;
    }

    private static Integer maybe(Random random, int first, int last) {
        return random.nextInt(6) == 0 ? null : Integer.valueOf(random.nextInt(first, last + 1));
    }

    private static BigDecimal maybeDecimal(Random random, int most, int usual, int scale) {
        return switch (random.nextInt(8)) {
            case 0 -> null;
            case 1 -> BigDecimal.ZERO;
            case 2 -> BigDecimal.valueOf(most);
            default -> BigDecimal.valueOf(random.nextLong(usual * 100L), scale);
        };
    }
}

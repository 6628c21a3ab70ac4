package dev.trainyard.systemtests.faults;

import java.time.Duration;

/** How much of it is done: enough to see a break in every run of the tests, or all of it ({@code ./trainyard test --faults}). */
final class Scale {

    static final boolean FULL = "full".equals(System.getProperty("trainyard.faults"));

    private Scale() {}

    /** What a test draws its chances from: another one each time, which it prints, or the one that found something. */
    static long seed(Class<?> test) {
        long seed = Long.getLong("trainyard.faults.seed", System.nanoTime());
        System.out.println(test.getSimpleName() + ": -Dtrainyard.faults.seed=" + seed);
        return seed;
    }

    /** How often something is done. */
    static int times(int usual, int full) {
        return FULL ? full : usual;
    }

    /** For how long something is done. */
    static Duration lasting(Duration usual, Duration full) {
        return FULL ? full : usual;
    }
}

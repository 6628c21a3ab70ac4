package dev.trainyard.systemtests.faults;

import java.time.Duration;

/** How much of it is done: enough to see a break in every run of the tests, or all of it ({@code ./trainyard test --faults}). */
final class Scale {

    static final boolean FULL = "full".equals(System.getProperty("trainyard.faults"));

    private Scale() {}

    /** How often something is done. */
    static int times(int usual, int full) {
        return FULL ? full : usual;
    }

    /** For how long something is done. */
    static Duration lasting(Duration usual, Duration full) {
        return FULL ? full : usual;
    }
}

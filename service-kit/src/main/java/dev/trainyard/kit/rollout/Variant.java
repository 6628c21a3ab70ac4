package dev.trainyard.kit.rollout;

import java.util.Locale;

/** The two implementations of a rollout: the obviously right one, and the optimisation. */
enum Variant {
    PLAIN,
    FAST;

    /** As metrics and log lines name it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

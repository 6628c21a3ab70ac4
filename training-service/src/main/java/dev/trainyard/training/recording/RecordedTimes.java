package dev.trainyard.training.recording;

import java.time.Duration;
import java.time.Instant;

/** Which times a recording may have: those of a device whose clock was set. */
final class RecordedTimes {

    /** The beginning of FIT's time, before which nothing was recorded; clocks that were never set say 1970 or 1980. */
    private static final Instant EARLIEST = Instant.parse("1989-12-31T00:00:00Z");

    private static final Duration AHEAD = Duration.ofDays(1);

    private final Instant latest;

    RecordedTimes(Instant now) {
        this.latest = now.plus(AHEAD);
    }

    /** Why {@code time} cannot have been recorded; null when it can. */
    String refusal(Instant time) {
        if (time.isBefore(EARLIEST)) {
            return "The time " + time + " is before 1990: the clock was not set";
        }
        return time.isAfter(latest) ? "The time " + time + " is more than a day ahead" : null;
    }
}

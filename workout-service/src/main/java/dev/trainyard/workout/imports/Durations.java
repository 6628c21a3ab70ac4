package dev.trainyard.workout.imports;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations as apps write them: {@code 1h 15m}, {@code 35m}, {@code 1:02:03}, {@code 2:30}, or seconds. */
final class Durations {

    private static final Pattern SECONDS = Pattern.compile("\\d{1,7}");
    private static final Pattern WORDS = Pattern.compile("(?:(\\d{1,3})h)? ?(?:(\\d{1,4})m(?:in)?)? ?(?:(\\d{1,6})s)?");
    private static final Pattern CLOCK = Pattern.compile("(?:(\\d{1,3}):)?(\\d{1,4}):(\\d{2})");

    private Durations() {}

    /** The duration that {@code text} says; empty when it says none. */
    static Optional<Duration> of(String text) {
        if (SECONDS.matcher(text).matches()) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        Matcher clock = CLOCK.matcher(text);
        if (clock.matches()) {
            return Optional.of(sum(clock));
        }
        Matcher words = WORDS.matcher(text);
        return !text.isEmpty() && words.matches() ? Optional.of(sum(words)) : Optional.empty();
    }

    private static Duration sum(Matcher parts) {
        return Duration.ofHours(part(parts, 1)).plusMinutes(part(parts, 2)).plusSeconds(part(parts, 3));
    }

    private static long part(Matcher parts, int group) {
        return parts.group(group) == null ? 0 : Long.parseLong(parts.group(group));
    }
}

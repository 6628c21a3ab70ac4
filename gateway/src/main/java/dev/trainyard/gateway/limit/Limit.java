package dev.trainyard.gateway.limit;

import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many requests somebody may make: {@code requests} at once, which grow back evenly within {@code per}. Written
 * {@code 1000/10S}, or {@code off}.
 */
record Limit(long requests, Duration per) {

    /** No limit. */
    static final Limit OFF = new Limit(0, Duration.ZERO);

    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,8})\\s*/\\s*(\\S+)");

    /** Reads {@code text}; the configuration calls it, and names the key when it throws. */
    static Limit of(String text) {
        if (text.strip().equals("off")) {
            return OFF;
        }
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw notALimit(text, null);
        }
        try {
            Duration per = DurationConverter.parseDuration(form.group(2));
            if (per.compareTo(Duration.ofSeconds(1)) < 0 || per.compareTo(Duration.ofDays(1)) > 0) {
                throw notALimit(text, null);
            }
            return new Limit(Long.parseLong(form.group(1)), per);
        } catch (IllegalArgumentException malformed) {
            throw notALimit(text, malformed);
        }
    }

    boolean isOff() {
        return requests == 0;
    }

    private static IllegalArgumentException notALimit(String text, Throwable cause) {
        return new IllegalArgumentException(
                "'" + text + "' is not a limit like 1000/10S, with a time from a second to a day, or off", cause);
    }
}

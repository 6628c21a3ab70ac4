package dev.trainyard.workout.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.trainyard.workout.day.Days;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/** Reads the fields of an object that somebody else defines: what is absent is null, what is wrong is named. */
record Fields(JsonNode object, String path) {

    private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,100}");
    private static final int MAX_DIGITS = 100;
    private static final int DECIMALS = 2;
    private static final BigDecimal MILLIS = BigDecimal.valueOf(1000);

    /** The object of this name, or one without fields. */
    Fields in(String name) {
        JsonNode inner = object.path(name);
        return new Fields(inner.isObject() ? inner : MissingNode.getInstance(), path + name + ".");
    }

    /** A word of printable ASCII, or of digits; null when it is absent or anything else. */
    String idOrNull(String name) {
        JsonNode value = object.path(name);
        return (value.isTextual() || value.isIntegralNumber())
                        && ID.matcher(value.asText()).matches()
                ? value.asText()
                : null;
    }

    boolean flag(String name) throws UnusableEvent {
        JsonNode value = object.path(name);
        if (isAbsent(value)) {
            return false;
        }
        if (!value.isBoolean()) {
            throw wrong(name, "must be true or false");
        }
        return value.booleanValue();
    }

    /** A number within bounds, rounded to two decimals. */
    BigDecimal number(String name, int min, int max) throws UnusableEvent {
        JsonNode value = object.path(name);
        if (isAbsent(value)) {
            return null;
        }
        if (value.isNumber()) {
            BigDecimal number = value.decimalValue();
            // 1e999999999 is short to write and long to round.
            if (Math.abs((long) number.scale()) <= MAX_DIGITS
                    && number.compareTo(BigDecimal.valueOf(min)) >= 0
                    && number.compareTo(BigDecimal.valueOf(max)) <= 0) {
                return number.setScale(DECIMALS, RoundingMode.HALF_EVEN);
            }
        }
        throw wrong(name, "must be a number from " + min + " to " + max);
    }

    Integer integer(String name, int max) throws UnusableEvent {
        BigDecimal number = number(name, 0, max);
        return number == null ? null : number.intValue();
    }

    /** Milliseconds in whole seconds. */
    Integer seconds(String name, int maxSeconds) throws UnusableEvent {
        BigDecimal millis = number(name, 0, maxSeconds * 1000);
        return millis == null
                ? null
                : millis.divide(MILLIS, 0, RoundingMode.HALF_EVEN).intValue();
    }

    /** A time that can have been, or null. */
    Instant time(String name) throws UnusableEvent {
        JsonNode value = object.path(name);
        if (isAbsent(value)) {
            return null;
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(value.textValue() == null ? "" : value.textValue());
            if (Days.isPast(time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDate())) {
                return time.toInstant();
            }
        } catch (DateTimeException notATime) {
            // Refused below, with the same words.
        }
        throw wrong(name, "must be a time such as 2026-03-29T05:58:01.113Z, from 1900 to tomorrow");
    }

    Instant requiredTime(String name) throws UnusableEvent {
        Instant time = time(name);
        if (time == null) {
            throw wrong(name, "is missing");
        }
        return time;
    }

    /** How far local time was from UTC, such as -05:00; not at all when unsaid. */
    ZoneOffset offset(String name) throws UnusableEvent {
        JsonNode value = object.path(name);
        if (isAbsent(value)) {
            return ZoneOffset.UTC;
        }
        try {
            return ZoneOffset.of(value.textValue() == null ? "" : value.textValue());
        } catch (DateTimeException notAnOffset) {
            throw wrong(name, "must be an offset such as -05:00");
        }
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    private UnusableEvent wrong(String name, String what) {
        return new UnusableEvent(Outcome.failed(path + name + " " + what));
    }
}

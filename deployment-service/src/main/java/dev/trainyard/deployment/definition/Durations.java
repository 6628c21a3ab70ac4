package dev.trainyard.deployment.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.deployment.expression.ExpressionException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as the DSL writes them. */
final class Durations {

    /** What would be longer is a mistake, and nothing that is added to a time overflows. */
    static final Duration MAX = Duration.ofDays(3_660);

    private static final Map<String, Duration> UNITS = Map.of(
            "days", Duration.ofDays(1),
            "hours", Duration.ofHours(1),
            "minutes", Duration.ofMinutes(1),
            "seconds", Duration.ofSeconds(1),
            "milliseconds", Duration.ofMillis(1));

    // Nine digits are more than any of the units needs.
    private static final String NUMBER = "(\\d{1,9}(?:\\.\\d{1,9})?)";

    private static final Pattern ISO_8601 = Pattern.compile("P(?!$)(?:" + NUMBER + "W)?(?:" + NUMBER
            + "D)?(?:T(?=\\d)(?:" + NUMBER + "H)?(?:" + NUMBER + "M)?(?:" + NUMBER + "S)?)?");

    private static final Duration[] ISO_UNITS = {
        Duration.ofDays(7), Duration.ofDays(1), Duration.ofHours(1), Duration.ofMinutes(1), Duration.ofSeconds(1)
    };

    private Durations() {}

    /**
     * The duration that {@code value} is: an object of units, or text by ISO 8601.
     *
     * @throws ExpressionException when it is none
     */
    static Duration of(JsonNode value) {
        Optional<BigDecimal> seconds = value.isObject() ? sumOfUnits(value) : byIso8601(value);
        return seconds.filter(sum -> sum.signum() >= 0 && sum.compareTo(BigDecimal.valueOf(MAX.toSeconds())) <= 0)
                .map(Durations::duration)
                .orElseThrow(() -> new ExpressionException("must be a duration of at most " + MAX.toDays()
                        + " days: an object of days, hours, minutes, seconds and milliseconds, or text such as PT15M or P1DT12H"
                        + " (a month or a year is not always as long)"));
    }

    private static Optional<BigDecimal> sumOfUnits(JsonNode units) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Map.Entry<String, JsonNode> unit : units.properties()) {
            Duration length = UNITS.get(unit.getKey());
            if (length == null
                    || !unit.getValue().isIntegralNumber()
                    || !unit.getValue().canConvertToLong()) {
                return Optional.empty();
            }
            sum = sum.add(seconds(length).multiply(unit.getValue().decimalValue()));
        }
        return Optional.of(sum);
    }

    private static Optional<BigDecimal> byIso8601(JsonNode value) {
        Matcher parts = ISO_8601.matcher(value.isTextual() ? value.textValue() : "");
        if (!parts.matches()) {
            return Optional.empty();
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < ISO_UNITS.length; i++) {
            String number = parts.group(i + 1);
            if (number != null) {
                sum = sum.add(seconds(ISO_UNITS[i]).multiply(new BigDecimal(number)));
            }
        }
        return Optional.of(sum);
    }

    private static BigDecimal seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3);
    }

    private static Duration duration(BigDecimal seconds) {
        return Duration.ofNanos(seconds.movePointRight(9).longValue());
    }
}

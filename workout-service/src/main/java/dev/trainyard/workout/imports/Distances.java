package dev.trainyard.workout.imports;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;

/** The units that apps write distances in. */
final class Distances {

    static final BigDecimal METER = BigDecimal.ONE;
    static final BigDecimal KILOMETER = BigDecimal.valueOf(1000);
    static final BigDecimal MILE = new BigDecimal("1609.344");

    private static final BigDecimal FOOT = new BigDecimal("0.3048");
    private static final BigDecimal YARD = new BigDecimal("0.9144");

    private Distances() {}

    /** How many meters the unit of this name is; empty when there is none. */
    static Optional<BigDecimal> metersPer(String unit) {
        return switch (unit.toLowerCase(Locale.ROOT)) {
            case "m", "meter", "meters" -> Optional.of(METER);
            case "km", "kms", "kilometer", "kilometers" -> Optional.of(KILOMETER);
            case "mi", "mile", "miles" -> Optional.of(MILE);
            case "ft", "feet" -> Optional.of(FOOT);
            case "yd", "yards" -> Optional.of(YARD);
            default -> Optional.empty();
        };
    }
}

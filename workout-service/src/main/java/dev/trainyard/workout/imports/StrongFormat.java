package dev.trainyard.workout.imports;

import dev.trainyard.workout.set.SetType;
import dev.trainyard.workout.weight.WeightUnit;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The export of Strong: one row a set, the workout's name and start repeated on each. Newer files, older ones with
 * notes, and the ones with semicolons differ in columns only.
 */
final class StrongFormat implements ExportFormat {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm[:ss]").withResolverStyle(ResolverStyle.STRICT);
    private static final String[] WEIGHT = {"Weight", "Weight (kg)", "Weight (lbs)"};
    private static final String[] DISTANCE = {"Distance", "Distance (meters)"};
    private static final Pattern DURATION =
            Pattern.compile("(?:(\\d{1,3})h)? ?(?:(\\d{1,4})m(?:in)?)? ?(?:(\\d{1,6})s)?");
    private static final BigDecimal METERS_PER_KILOMETER = BigDecimal.valueOf(1000);
    private static final BigDecimal METERS_PER_MILE = new BigDecimal("1609.344");
    private static final Set<String> NO_SETS = Set.of("Rest Timer", "Note");

    @Override
    public String code() {
        return "strong";
    }

    @Override
    public Set<String> required() {
        return Set.of("Date", "Workout Name", "Exercise Name", "Set Order", "Reps");
    }

    @Override
    public Optional<ImportedSet> read(Fields row, WeightUnit defaultUnit) throws BrokenRow {
        String order = row.required("Set Order");
        if (NO_SETS.contains(order)) {
            return Optional.empty();
        }
        WeightUnit unit = unit(row, defaultUnit);
        return ExportFormat.measured(new ImportedSet(
                date(row.required("Date")),
                duration(row),
                row.name("Workout Name"),
                row.exercise("Exercise Name"),
                order,
                type(order),
                row.number(WEIGHT),
                row.kilograms(unit, WEIGHT),
                unit,
                row.reps("Reps"),
                row.rpe("RPE"),
                row.number(DISTANCE),
                row.meters(metersPerUnit(row, unit), DISTANCE),
                row.seconds("Seconds")));
    }

    private static LocalDateTime date(String text) throws BrokenRow {
        try {
            return LocalDateTime.parse(text, DATE);
        } catch (DateTimeException notADate) {
            throw new BrokenRow("has Date \"" + Fields.shortened(text) + "\", which is not like 2024-11-28 17:36:08");
        }
    }

    /** {@code 1h 15m}, {@code 35m}, or a number of seconds; what cannot be read is no reason to lose the set. */
    private static Duration duration(Fields row) {
        String text = row.text("Duration", "Duration (sec)", "Workout Duration").orElse("");
        if (text.matches("\\d{1,7}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        Matcher parts = DURATION.matcher(text);
        return parts.matches()
                ? Duration.ofHours(part(parts, 1)).plusMinutes(part(parts, 2)).plusSeconds(part(parts, 3))
                : Duration.ZERO;
    }

    private static long part(Matcher parts, int group) {
        return parts.group(group) == null ? 0 : Long.parseLong(parts.group(group));
    }

    private static SetType type(String order) throws BrokenRow {
        return switch (order) {
            case "W" -> SetType.WARMUP;
            case "D" -> SetType.DROP;
            case "F" -> SetType.FAILURE;
            default -> {
                if (!order.matches("\\d{1,4}")) {
                    throw new BrokenRow("has Set Order \"" + Fields.shortened(order) + "\"");
                }
                yield SetType.WORKING;
            }
        };
    }

    private static WeightUnit unit(Fields row, WeightUnit defaultUnit) {
        if (row.text("Weight (kg)").isPresent()) {
            return WeightUnit.KG;
        }
        if (row.text("Weight (lbs)").isPresent()) {
            return WeightUnit.LB;
        }
        return row.text("Weight Unit")
                .map(unit -> unit.startsWith("lb") ? WeightUnit.LB : WeightUnit.KG)
                .orElse(defaultUnit);
    }

    /** Strong writes distances in the system of the weights, unless a column says otherwise. */
    private static BigDecimal metersPerUnit(Fields row, WeightUnit unit) {
        if (row.text("Distance (meters)").isPresent()) {
            return BigDecimal.ONE;
        }
        return switch (row.text("Distance Unit").orElse(unit == WeightUnit.LB ? "mi" : "km")) {
            case "m", "meters" -> BigDecimal.ONE;
            case "mi", "miles" -> METERS_PER_MILE;
            default -> METERS_PER_KILOMETER;
        };
    }
}

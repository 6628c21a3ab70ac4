package dev.trainyard.workout.imports;

import dev.trainyard.workout.imports.ImportedSet.Effort;
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

/**
 * The export of Strong: one row a set, the workout's name and start repeated on each. Newer files, older ones with
 * notes, and the ones with semicolons differ in columns only.
 */
final class StrongFormat implements ExportFormat {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm[:ss]").withResolverStyle(ResolverStyle.STRICT);
    private static final String[] WEIGHT = {"Weight", "Weight (kg)", "Weight (lbs)"};
    private static final String[] DISTANCE = {"Distance", "Distance (meters)"};
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
                new ImportedWorkout(
                        date(row.required("Date")),
                        null,
                        duration(row),
                        row.name("Workout Name"),
                        row.notes("Workout Notes")),
                null,
                row.exercise("Exercise Name"),
                order,
                type(order),
                row.number(WEIGHT),
                row.kilograms(unit, WEIGHT),
                unit,
                row.reps("Reps"),
                new Effort(row.rpe("RPE"), null),
                row.number(DISTANCE),
                row.meters(metersPerUnit(row, unit), DISTANCE),
                row.seconds("Seconds"),
                null,
                null,
                row.notes("Notes")));
    }

    private static LocalDateTime date(String text) throws BrokenRow {
        try {
            return LocalDateTime.parse(text, DATE);
        } catch (DateTimeException notADate) {
            throw new BrokenRow("has Date \"" + Fields.shortened(text) + "\", which is not like 2024-11-28 17:36:08");
        }
    }

    /** What cannot be read is no reason to lose the set. */
    private static Duration duration(Fields row) {
        return row.text("Duration", "Duration (sec)", "Workout Duration")
                .flatMap(Durations::of)
                .orElse(Duration.ZERO);
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
            return Distances.METER;
        }
        return row.text("Distance Unit")
                .map(name -> Distances.metersPer(name).orElse(Distances.KILOMETER))
                .orElse(unit == WeightUnit.LB ? Distances.MILE : Distances.KILOMETER);
    }
}

package dev.trainyard.workout.imports;

import dev.trainyard.workout.imports.ImportedSet.Effort;
import dev.trainyard.workout.set.SetType;
import dev.trainyard.workout.weight.WeightUnit;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The export of Hevy: one row a set, with the workout's start and end in one of the ways its apps write dates. */
final class HevyFormat implements ExportFormat {

    private static final List<DateTimeFormatter> DATES =
            List.of(dates("d MMM uuuu, HH:mm"), dates("MMM d, uuuu, h:mm a"), dates("dd.MM.uuuu, HH:mm"));
    private static final String[] WEIGHT = {"weight_lbs", "weight_kg"};
    private static final String[] DISTANCE = {"distance_miles", "distance_km"};

    @Override
    public String code() {
        return "hevy";
    }

    @Override
    public Set<String> required() {
        return Set.of("title", "start_time", "exercise_title", "set_index", "set_type", "reps");
    }

    @Override
    public Optional<ImportedSet> read(Fields row, WeightUnit defaultUnit) throws BrokenRow {
        WeightUnit unit = row.text("weight_lbs").isPresent() ? WeightUnit.LB : WeightUnit.KG;
        BigDecimal metersPerUnit = row.text("distance_miles").isPresent() ? Distances.MILE : Distances.KILOMETER;
        LocalDateTime start = date("start_time", row.required("start_time"));
        return ExportFormat.measured(new ImportedSet(
                new ImportedWorkout(start, null, duration(start, row), row.name("title"), row.notes("description")),
                null,
                row.exercise("exercise_title"),
                row.required("set_index"),
                type(row.required("set_type")),
                row.number(WEIGHT),
                row.kilograms(unit, WEIGHT),
                unit,
                row.reps("reps"),
                new Effort(row.rpe("rpe"), null),
                row.number(DISTANCE),
                row.meters(metersPerUnit, DISTANCE),
                row.seconds("duration_seconds"),
                row.superset("superset_id"),
                null,
                exerciseNotes(row)));
    }

    /** Those of the exercise, which stand on each of its sets: the first has them. */
    private static String exerciseNotes(Fields row) throws BrokenRow {
        return row.required("set_index").equals("0") ? row.notes("exercise_notes") : null;
    }

    private static DateTimeFormatter dates(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    private static LocalDateTime date(String column, String text) throws BrokenRow {
        // Some exports put a narrow no-break space before AM and PM.
        String plain = text.replace('\u202f', ' ').replace('\u00a0', ' ');
        for (DateTimeFormatter format : DATES) {
            try {
                return LocalDateTime.parse(plain, format);
            } catch (DateTimeException anotherFormat) {
                // The next one may fit.
            }
        }
        throw new BrokenRow(
                "has " + column + " \"" + Fields.shortened(text) + "\", which is not like 28 Mar 2025, 17:29");
    }

    private static Duration duration(LocalDateTime start, Fields row) throws BrokenRow {
        Optional<String> end = row.text("end_time");
        if (end.isEmpty()) {
            return Duration.ZERO;
        }
        Duration duration = Duration.between(start, date("end_time", end.get()));
        if (duration.isNegative()) {
            throw new BrokenRow("ends before it starts");
        }
        return duration;
    }

    private static SetType type(String type) throws BrokenRow {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "normal" -> SetType.WORKING;
            case "warmup" -> SetType.WARMUP;
            case "failure" -> SetType.FAILURE;
            case "dropset" -> SetType.DROP;
            default -> throw new BrokenRow("has set_type \"" + Fields.shortened(type) + "\"");
        };
    }
}

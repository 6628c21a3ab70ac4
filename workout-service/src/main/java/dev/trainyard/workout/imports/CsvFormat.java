package dev.trainyard.workout.imports;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.workout.imports.ColumnMapping.Source;
import dev.trainyard.workout.imports.ImportedSet.Effort;
import dev.trainyard.workout.set.SetType;
import dev.trainyard.workout.weight.WeightUnit;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Any CSV file, read by the mapping that came with it. Refuses a mapping that does not say enough, or nonsense. */
final class CsvFormat implements ExportFormat {

    static final String CODE = "csv";

    private static final Set<String> NUMBERS = Set.of("weight", "reps", "rpe", "rir", "distance", "rest");
    private static final Set<String> SEPARATORS = Set.of(",", ";", "\t", "|");
    private static final int MAX_TEXT = 200;
    private static final int MAX_VALUES = 200;
    private static final int MAX_SHOWN_COLUMNS = 30;

    private final SentMapping sent;
    private final ColumnMapping mapping;
    private final Map<String, Source> sources;
    private final MappedDates dates;

    private CsvFormat(SentMapping sent, Map<String, Source> sources, MappedDates dates) {
        this.sent = sent;
        this.mapping = sent.columns();
        this.sources = sources;
        this.dates = dates;
    }

    /**
     * The format that a mapping describes.
     *
     * @throws Problem 400 that points to each place of the mapping that cannot be
     */
    static CsvFormat of(SentMapping sent) {
        List<Violation> wrong = new ArrayList<>();
        ColumnMapping mapping = sent.columns();
        oneOf(sent, "/separator", mapping.separator(), SEPARATORS, "a comma, semicolon, tab or bar", wrong);
        oneOf(sent, "/decimal", mapping.decimal(), Set.of(".", ","), "a point or a comma", wrong);
        oneOf(sent, "/workoutPer", mapping.workoutPer(), Set.of("start", "day"), "start or day", wrong);
        Map<String, Source> sources = sources(mapping);
        sources.forEach((target, source) -> check(sent, target, source, wrong));
        words(sent, sources, "type", text -> type(text).isPresent(), wrong);
        words(sent, sources, "unit", text -> unit(text).isPresent(), wrong);
        words(sent, sources, "distanceUnit", text -> Distances.metersPer(text).isPresent(), wrong);
        if (!sources.containsKey("exercise")) {
            wrong.add(sent.at("/exercise", "must say where the exercise is"));
        }
        if (!sources.containsKey("reps") && !sources.containsKey("distance") && !sources.containsKey("duration")) {
            wrong.add(sent.at("/reps", "must be given, or distance, or duration"));
        }
        MappedDates dates = MappedDates.of(sent, wrong);
        if (!wrong.isEmpty()) {
            throw Problem.invalid(wrong);
        }
        return new CsvFormat(sent, sources, dates);
    }

    @Override
    public String code() {
        return CODE;
    }

    @Override
    public Set<String> required() {
        Set<String> columns = new TreeSet<>(dates.columns().values());
        sources.values().stream()
                .map(Source::column)
                .filter(column -> column != null)
                .forEach(columns::add);
        return columns;
    }

    @Override
    public Optional<Character> separator() {
        return Optional.ofNullable(mapping.separator()).map(text -> text.charAt(0));
    }

    @Override
    public void require(Set<String> header) {
        Map<String, String> columns = new LinkedHashMap<>(dates.columns());
        sources.forEach((target, source) -> {
            if (source.column() != null) {
                columns.put("/" + target, source.column());
            }
        });
        String there = String.join(
                ", ",
                header.stream()
                        .sorted()
                        .limit(MAX_SHOWN_COLUMNS)
                        .map(Fields::shortened)
                        .toList());
        List<Violation> missing = columns.entrySet().stream()
                .filter(column -> !header.contains(column.getValue()))
                .map(column -> sent.at(column.getKey() + "/column", "is no column of the file, which has " + there))
                .toList();
        if (!missing.isEmpty()) {
            throw Problem.invalid(missing);
        }
    }

    @Override
    public Optional<ImportedSet> read(Fields row, WeightUnit defaultUnit) throws BrokenRow {
        Fields mapped = mapped(row);
        MappedDates.Moment moment = dates.of(row);
        boolean perDay = "day".equals(mapping.workoutPer());
        LocalDateTime start = perDay ? moment.local().toLocalDate().atStartOfDay() : moment.local();
        WeightUnit unit = unit(mapped, defaultUnit);
        return ExportFormat.measured(new ImportedSet(
                new ImportedWorkout(
                        start,
                        moment.offset(),
                        duration(mapped, "workoutDuration").orElse(Duration.ZERO),
                        mapped.name("workout"),
                        mapped.notes("workoutNotes")),
                perDay ? moment.local() : null,
                mapped.exercise("exercise"),
                mapped.text("set").orElse(""),
                type(mapped),
                mapped.number("weight"),
                mapped.kilograms(unit, "weight"),
                unit,
                mapped.reps("reps"),
                new Effort(mapped.rpe("rpe"), mapped.rir("rir")),
                mapped.number("distance"),
                mapped.meters(metersPerUnit(mapped), "distance"),
                mapped.seconds("duration"),
                mapped.superset("superset"),
                mapped.rest("rest"),
                mapped.notes("notes")));
    }

    /** The row as if its columns were named as the mapping names what they are for. */
    private Fields mapped(Fields row) throws BrokenRow {
        Map<String, Integer> columns = new LinkedHashMap<>();
        List<String> values = new ArrayList<>();
        for (Map.Entry<String, Source> entry : sources.entrySet()) {
            String target = entry.getKey();
            Source source = entry.getValue();
            String text =
                    source.column() == null ? "" : row.text(source.column()).orElse("");
            if (source.values() != null && source.values().containsKey(text)) {
                text = source.values().get(text);
            } else if (text.isEmpty() && source.value() != null) {
                text = source.value();
            }
            if (NUMBERS.contains(target)) {
                text = withPoint(text);
            } else if (target.equals("duration") && !text.isEmpty()) {
                text = seconds(text);
            }
            columns.put(target, values.size());
            values.add(text);
        }
        return new Fields(columns, values);
    }

    /** A number without what stands between its thousands, which is whatever is not its decimal point. */
    private String withPoint(String number) {
        return switch (mapping.decimal()) {
            case null -> number;
            case "," -> number.replace(".", "");
            default -> number.replace(",", "");
        };
    }

    /** A time as a number of seconds; left alone if it is none, to be refused as a number. */
    private String seconds(String text) {
        return Durations.of(text).map(time -> Long.toString(time.toSeconds())).orElseGet(() -> withPoint(text));
    }

    private static Optional<Duration> duration(Fields row, String name) {
        return row.text(name).flatMap(Durations::of);
    }

    private static SetType type(Fields row) throws BrokenRow {
        Optional<String> text = row.text("type");
        if (text.isEmpty()) {
            return SetType.WORKING;
        }
        return type(text.get()).orElseThrow(() -> unknown("type", text.get()));
    }

    private static WeightUnit unit(Fields row, WeightUnit defaultUnit) throws BrokenRow {
        Optional<String> text = row.text("unit");
        if (text.isEmpty()) {
            return defaultUnit;
        }
        return unit(text.get()).orElseThrow(() -> unknown("unit", text.get()));
    }

    private static BigDecimal metersPerUnit(Fields row) throws BrokenRow {
        Optional<String> text = row.text("distanceUnit");
        if (text.isEmpty()) {
            return Distances.METER;
        }
        return Distances.metersPer(text.get()).orElseThrow(() -> unknown("distanceUnit", text.get()));
    }

    private static BrokenRow unknown(String what, String text) {
        return new BrokenRow("has " + what + " \"" + Fields.shortened(text) + "\", which the mapping does not explain");
    }

    private static Optional<SetType> type(String text) {
        String code = text.toLowerCase(Locale.ROOT);
        return Arrays.stream(SetType.values())
                .filter(type -> type.code().equals(code))
                .findFirst();
    }

    private static Optional<WeightUnit> unit(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "kg", "kgs" -> Optional.of(WeightUnit.KG);
            case "lb", "lbs" -> Optional.of(WeightUnit.LB);
            default -> Optional.empty();
        };
    }

    private static Map<String, Source> sources(ColumnMapping mapping) {
        Map<String, Source> sources = new LinkedHashMap<>();
        sources.put("workout", mapping.workout());
        sources.put("workoutDuration", mapping.workoutDuration());
        sources.put("workoutNotes", mapping.workoutNotes());
        sources.put("exercise", mapping.exercise());
        sources.put("set", mapping.set());
        sources.put("type", mapping.type());
        sources.put("weight", mapping.weight());
        sources.put("unit", mapping.unit());
        sources.put("reps", mapping.reps());
        sources.put("rpe", mapping.rpe());
        sources.put("rir", mapping.rir());
        sources.put("distance", mapping.distance());
        sources.put("distanceUnit", mapping.distanceUnit());
        sources.put("duration", mapping.duration());
        sources.put("superset", mapping.superset());
        sources.put("rest", mapping.rest());
        sources.put("notes", mapping.notes());
        sources.values().removeIf(source -> source == null);
        return sources;
    }

    private static void check(SentMapping sent, String target, Source source, List<Violation> wrong) {
        String place = "/" + target;
        if (source.column() == null && source.value() == null) {
            wrong.add(sent.at(place, "must have a column or a value"));
        }
        text(sent, place + "/column", source.column(), wrong);
        text(sent, place + "/value", source.value(), wrong);
        Map<String, String> values = source.values() == null ? Map.of() : source.values();
        if (values.size() > MAX_VALUES) {
            wrong.add(sent.at(place + "/values", "must be at most " + MAX_VALUES));
            return;
        }
        values.forEach((from, to) -> {
            if (to == null) {
                wrong.add(sent.at(place + "/values/" + SentMapping.escaped(from), "must not be null"));
            }
            text(sent, place + "/values/" + SentMapping.escaped(from), to, wrong);
        });
    }

    static void text(SentMapping sent, String place, String text, List<Violation> wrong) {
        if (text != null && text.length() > MAX_TEXT) {
            wrong.add(sent.at(place, "must have at most " + MAX_TEXT + " characters"));
        }
    }

    /** What a source may say is a closed set of words: the constant ones are checked before any row is. */
    private static void words(
            SentMapping sent,
            Map<String, Source> sources,
            String target,
            Predicate<String> known,
            List<Violation> wrong) {
        Source source = sources.get(target);
        if (source == null) {
            return;
        }
        if (source.value() != null && !source.value().isEmpty() && !known.test(source.value())) {
            wrong.add(sent.at("/" + target + "/value", "is none that there is"));
        }
        if (source.values() != null) {
            source.values().forEach((from, to) -> {
                if (to != null && !known.test(to)) {
                    wrong.add(sent.at(
                            "/" + target + "/values/" + SentMapping.escaped(from), "does not stand for one there is"));
                }
            });
        }
    }

    private static void oneOf(
            SentMapping sent, String place, String text, Set<String> allowed, String words, List<Violation> wrong) {
        if (text != null && !allowed.contains(text)) {
            wrong.add(sent.at(place, "must be " + words));
        }
    }
}

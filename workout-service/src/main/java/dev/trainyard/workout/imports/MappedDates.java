package dev.trainyard.workout.imports;

import dev.trainyard.http.problem.Violation;
import dev.trainyard.workout.imports.ColumnMapping.Dates;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQuery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** When a row of a mapped file was: a date with or without a time, or a date and a time in two columns. */
final class MappedDates {

    private static final int MAX_PATTERNS = 10;
    private static final int MAX_PATTERN = 60;
    private static final String ISO = "iso";

    private static final DateTimeFormatter ISO_DATE = strict(new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[' ']")
            .optionalStart()
            .appendOffsetId()
            .optionalEnd()
            .optionalStart()
            .appendPattern("xx")
            .optionalEnd()
            .optionalEnd());
    private static final DateTimeFormatter ISO_TIME = strict(new DateTimeFormatterBuilder().appendPattern("H:mm[:ss]"));

    private final Dates date;
    private final List<DateTimeFormatter> datePatterns;
    private final Dates time;
    private final List<DateTimeFormatter> timePatterns;

    private MappedDates(
            Dates date, List<DateTimeFormatter> datePatterns, Dates time, List<DateTimeFormatter> timePatterns) {
        this.date = date;
        this.datePatterns = datePatterns;
        this.time = time;
        this.timePatterns = timePatterns;
    }

    /**
     * When something was.
     *
     * @param offset of the clock, null when the file does not say
     */
    record Moment(LocalDateTime local, ZoneOffset offset) {}

    /** What a mapping says of dates; what is wrong with it is added to {@code wrong}. */
    static MappedDates of(SentMapping sent, List<Violation> wrong) {
        Dates date = sent.columns().date();
        Dates time = sent.columns().time();
        if (date == null) {
            wrong.add(sent.at("/date", "must say where the date is"));
        }
        return new MappedDates(
                date,
                formatters(sent, "/date", date, ISO_DATE, wrong),
                time,
                formatters(sent, "/time", time, ISO_TIME, wrong));
    }

    /** The columns that it needs, by their place in the mapping. */
    Map<String, String> columns() {
        Map<String, String> columns = new LinkedHashMap<>();
        if (date.column() != null) {
            columns.put("/date", date.column());
        }
        if (time != null && time.column() != null) {
            columns.put("/time", time.column());
        }
        return columns;
    }

    /** When this row was; midnight if there is no time. */
    Moment of(Fields row) throws BrokenRow {
        String text = text(row, date).orElseThrow(() -> new BrokenRow("has no date"));
        TemporalAccessor parsed =
                parsed("date", text, datePatterns, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
        return switch (parsed) {
            case OffsetDateTime at -> new Moment(at.toLocalDateTime(), at.getOffset());
            case LocalDateTime at -> new Moment(at, null);
            default -> new Moment(((LocalDate) parsed).atTime(timeOf(row)), null);
        };
    }

    private LocalTime timeOf(Fields row) throws BrokenRow {
        Optional<String> text = time == null ? Optional.empty() : text(row, time);
        return text.isEmpty()
                ? LocalTime.MIDNIGHT
                : (LocalTime) parsed("time", text.get(), timePatterns, LocalTime::from, LocalTime::from);
    }

    private static Optional<String> text(Fields row, Dates source) {
        return (source.column() == null ? Optional.<String>empty() : row.text(source.column()))
                .or(() -> Optional.ofNullable(source.value()));
    }

    private static TemporalAccessor parsed(
            String what, String text, List<DateTimeFormatter> patterns, TemporalQuery<?>... queries) throws BrokenRow {
        // Some exports put a narrow no-break space before AM and PM.
        String plain = text.replace('\u202f', ' ').replace('\u00a0', ' ');
        for (DateTimeFormatter pattern : patterns) {
            try {
                return pattern.parseBest(plain, queries);
            } catch (DateTimeException anotherPattern) {
                // The next one may fit.
            }
        }
        throw new BrokenRow(
                "has " + what + " \"" + Fields.shortened(text) + "\", which none of the mapping's patterns fits");
    }

    private static List<DateTimeFormatter> formatters(
            SentMapping sent, String place, Dates dates, DateTimeFormatter iso, List<Violation> wrong) {
        if (dates == null) {
            return List.of();
        }
        if (dates.column() == null && dates.value() == null) {
            wrong.add(sent.at(place, "must have a column or a value"));
        }
        CsvFormat.text(sent, place + "/column", dates.column(), wrong);
        CsvFormat.text(sent, place + "/value", dates.value(), wrong);
        if (dates.patterns() == null) {
            return List.of(iso);
        }
        if (dates.patterns().isEmpty() || dates.patterns().size() > MAX_PATTERNS) {
            wrong.add(sent.at(place + "/patterns", "must be 1 to " + MAX_PATTERNS));
            return List.of();
        }
        List<DateTimeFormatter> formatters = new ArrayList<>();
        for (int i = 0; i < dates.patterns().size(); i++) {
            String pattern = dates.patterns().get(i);
            try {
                formatters.add(ISO.equals(pattern) ? iso : formatter(pattern));
            } catch (IllegalArgumentException notAPattern) {
                wrong.add(sent.at(
                        place + "/patterns/" + i,
                        "must be iso or a pattern of at most 60 characters like d.M.yyyy H:mm"));
            }
        }
        return formatters;
    }

    private static DateTimeFormatter formatter(String pattern) {
        if (pattern == null || pattern.isBlank() || pattern.length() > MAX_PATTERN) {
            throw new IllegalArgumentException();
        }
        return strict(new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(ofEra(pattern)));
    }

    /** Everybody writes {@code yyyy}, which wants an era beside it. */
    private static String ofEra(String pattern) {
        StringBuilder years = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < pattern.length(); i++) {
            char letter = pattern.charAt(i);
            quoted ^= letter == '\'';
            years.append(letter == 'y' && !quoted ? 'u' : letter);
        }
        return years.toString();
    }

    private static DateTimeFormatter strict(DateTimeFormatterBuilder pattern) {
        return pattern.toFormatter(Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
    }
}

package dev.trainyard.workout.aggregate;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.kit.page.Cursor;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Calendar days from the first to the last, both included. */
public record DayRange(LocalDate from, LocalDate to) {

    /** Before any day that a client can name. */
    public static final LocalDate BEGINNING = LocalDate.of(1, 1, 1);

    private static final LocalDate END = LocalDate.of(9999, 12, 31);

    /**
     * The {@code ?from=&to=} of a request; without one of them, without a bound.
     *
     * @throws Problem 400 when they are no dates or in the wrong order
     */
    public static DayRange ofQuery(String from, String to) {
        DayRange range = new DayRange(day("from", from, BEGINNING), day("to", to, END));
        if (range.to.isBefore(range.from)) {
            throw Problem.invalid(Violation.inQuery("to", "must not be before from"));
        }
        return range;
    }

    /** A day as a cursor carries it. */
    public static Instant toCursor(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** The day that a cursor carries at {@code index}. */
    public static LocalDate ofCursor(Cursor cursor, int index) {
        return LocalDate.ofInstant(cursor.instant(index), ZoneOffset.UTC);
    }

    private static LocalDate day(String name, String text, LocalDate unsaid) {
        if (text == null) {
            return unsaid;
        }
        try {
            LocalDate day = LocalDate.parse(text);
            if (!day.isBefore(BEGINNING) && !day.isAfter(END)) {
                return day;
            }
        } catch (DateTimeException notADate) {
            // Refused below, with the same words.
        }
        throw Problem.invalid(Violation.inQuery(name, "must be a date such as 2026-01-31"));
    }
}

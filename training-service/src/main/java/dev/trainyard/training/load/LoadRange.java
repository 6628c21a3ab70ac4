package dev.trainyard.training.load;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Which days are asked for, both ends included.
 *
 * @param from null for the 28th day up to {@code to}
 * @param to null for today, or for as many days from {@code from} as may be asked for
 */
record LoadRange(LocalDate from, LocalDate to) {

    /** The most days of an answer. */
    static final int MAX_DAYS = 366;

    private static final LocalDate FIRST = LocalDate.EPOCH;
    private static final LocalDate LAST = LocalDate.of(2100, 12, 31);

    /**
     * The {@code ?from=&to=} of a request.
     *
     * @throws Problem 400 when they are no days, in the wrong order, or too far apart
     */
    static LoadRange ofQuery(String from, String to) {
        LocalDate first = day("from", from).orElse(null);
        LocalDate last = day("to", to).orElse(null);
        if (first != null && last != null) {
            if (last.isBefore(first)) {
                throw Problem.invalid(Violation.inQuery("to", "must not be before from"));
            }
            if (ChronoUnit.DAYS.between(first, last) >= MAX_DAYS) {
                throw Problem.invalid(Violation.inQuery("to", "must be at most " + MAX_DAYS + " days from from on"));
            }
        }
        return new LoadRange(first, last);
    }

    /**
     * The day of a query parameter; empty when it is not given.
     *
     * @throws Problem 400 when it is no day
     */
    static Optional<LocalDate> day(String name, String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            LocalDate day = LocalDate.parse(text);
            if (!day.isBefore(FIRST) && !day.isAfter(LAST)) {
                return Optional.of(day);
            }
        } catch (DateTimeException notADate) {
            // Refused below, with the same words.
        }
        throw Problem.invalid(Violation.inQuery(name, "must be a date like 2026-03-29, from 1970 to 2100"));
    }
}

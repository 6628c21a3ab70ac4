package dev.trainyard.workout.day;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** Calendar days as requests name them: ISO dates from 1900 on, at most a day ahead, which is what zones are off by. */
public final class Days {

    private static final String ALLOWED = "must be a date such as 2026-03-29, from 1900 to tomorrow";
    private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);

    private Days() {}

    /**
     * The day that the path's parameter {@code name} is.
     *
     * @throws Problem 400 when it is none that can have been
     */
    public static LocalDate inPath(String name, String text) {
        return parsed(text).orElseThrow(() -> Problem.invalid(new Violation("path", name, ALLOWED)));
    }

    /**
     * The day that the query parameter {@code name} is, empty without one.
     *
     * @throws Problem 400 when it is none that can have been
     */
    public static Optional<LocalDate> inQuery(String name, String text) {
        if (text == null) {
            return Optional.empty();
        }
        return Optional.of(parsed(text).orElseThrow(() -> Problem.invalid(Violation.inQuery(name, ALLOWED))));
    }

    /** Whether something can have been on that day. */
    public static boolean isPast(LocalDate day) {
        return !day.isBefore(EARLIEST)
                && !day.isAfter(LocalDate.now(ZoneOffset.UTC).plusDays(1));
    }

    private static Optional<LocalDate> parsed(String text) {
        try {
            return Optional.of(LocalDate.parse(text)).filter(Days::isPast);
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }
}

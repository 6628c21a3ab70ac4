package dev.trainyard.training.athlete;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/** The days from which heart rates can be effective: from 1970 to 2100. */
final class HeartRateDays {

    static final LocalDate FIRST = LocalDate.EPOCH;
    static final LocalDate LAST = LocalDate.of(2100, 12, 31);

    private HeartRateDays() {}

    /**
     * The day that the path names.
     *
     * @throws Problem 400 when it is none
     */
    static LocalDate inPath(String text) {
        return parsed(text)
                .orElseThrow(() -> Problem.invalid(new Violation(
                        "path", "effectiveFrom", "must be a date such as 2026-03-29, from 1970 to 2100")));
    }

    static Optional<LocalDate> parsed(String text) {
        try {
            return Optional.of(LocalDate.parse(text)).filter(day -> !day.isBefore(FIRST) && !day.isAfter(LAST));
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }
}

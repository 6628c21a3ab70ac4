package dev.trainyard.workout.day;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.kit.page.Cursor;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The {@code ?from=&to=} of a list of days, both included, as a bean parameter of its resource method. */
public class DayQuery {

    private static final LocalDate FIRST = LocalDate.of(1900, 1, 1);
    private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

    @QueryParam("from")
    @Parameter(description = "The first day, such as 2026-03-01; the first there is when unsaid")
    String from;

    @QueryParam("to")
    @Parameter(description = "The last day, such as 2026-03-31; the last there is when unsaid")
    String to;

    /** The first day that is wanted. */
    public LocalDate first() {
        return day("from", from, FIRST);
    }

    /** The last day that is wanted. */
    public LocalDate last() {
        return day("to", to, LAST);
    }

    /** The day at {@code index} of a cursor, {@code LAST} without one. */
    public static LocalDate before(Optional<Cursor> after, int index) {
        return after.map(cursor -> {
                    try {
                        return LocalDate.parse(cursor.text(index));
                    } catch (DateTimeException malformed) {
                        throw Problem.invalid(Violation.inQuery("cursor", "is not a cursor of this list"));
                    }
                })
                .filter(day -> !day.isBefore(FIRST) && !day.isAfter(LAST))
                .orElse(LAST);
    }

    private static LocalDate day(String name, String text, LocalDate otherwise) {
        if (text == null) {
            return otherwise;
        }
        try {
            LocalDate day = LocalDate.parse(text);
            if (!day.isBefore(FIRST) && !day.isAfter(LAST)) {
                return day;
            }
        } catch (DateTimeException notADate) {
            // Refused below, with the same words.
        }
        throw Problem.invalid(Violation.inQuery(name, "must be a date such as 2026-03-29"));
    }
}

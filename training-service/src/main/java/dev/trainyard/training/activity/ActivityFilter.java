package dev.trainyard.training.activity;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.training.athlete.TimeZones;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Which activities a list shows, as a bean parameter: those of a range of the caller's days, of one type. */
public class ActivityFilter {

    private static final LocalDate EARLIEST = LocalDate.EPOCH;
    private static final LocalDate LATEST = LocalDate.of(9999, 12, 30);

    @QueryParam("from")
    @Parameter(description = "The first day", schema = @Schema(type = SchemaType.STRING, format = "date"))
    String from;

    @QueryParam("to")
    @Parameter(description = "The last day", schema = @Schema(type = SchemaType.STRING, format = "date"))
    String to;

    @QueryParam("type")
    @Parameter(schema = @Schema(ref = "ActivityType"))
    String type;

    @HeaderParam(TimeZones.HEADER)
    @Parameter(description = "Where the days begin, like Europe/Berlin; the athlete's time zone when unsaid")
    String timeZone;

    record Days(LocalDate first, LocalDate last) {}

    /** The first and the last day to show. */
    Days days() {
        // West of Greenwich, 1970 began in 1969.
        LocalDate first = day("from", from).orElse(EARLIEST.minusDays(1));
        LocalDate last = day("to", to).orElse(LATEST);
        if (last.isBefore(first)) {
            throw Problem.invalid(Violation.inQuery("to", "must not be before from"));
        }
        return new Days(first, last);
    }

    /** The only type to show; empty for all. */
    Optional<ActivityType> type() {
        return Optional.ofNullable(type)
                .map(code -> ActivityType.of(code)
                        .orElseThrow(() -> Problem.invalid(Violation.inQuery("type", "is not a type of activity"))));
    }

    /** The zone whose days are meant; empty for the athlete's. */
    Optional<String> timeZone() {
        return TimeZones.ofHeader(timeZone);
    }

    private static Optional<LocalDate> day(String name, String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            LocalDate day = LocalDate.parse(text);
            if (!day.isBefore(EARLIEST) && !day.isAfter(LATEST)) {
                return Optional.of(day);
            }
        } catch (DateTimeException notADate) {
            // Refused below, with the same words.
        }
        throw Problem.invalid(Violation.inQuery(name, "must be a date like 2026-03-29, not before 1970"));
    }
}

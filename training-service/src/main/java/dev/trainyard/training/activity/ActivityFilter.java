package dev.trainyard.training.activity;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Which activities a list shows, as a bean parameter: those of a range of the caller's days, of one type. */
public class ActivityFilter {

    private static final LocalDate FIRST_DAY = LocalDate.EPOCH;
    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 30);

    @QueryParam("from")
    @Parameter(description = "The first day", schema = @Schema(type = SchemaType.STRING, format = "date"))
    String from;

    @QueryParam("to")
    @Parameter(description = "The last day", schema = @Schema(type = SchemaType.STRING, format = "date"))
    String to;

    @QueryParam("type")
    @Parameter(schema = @Schema(ref = "ActivityType"))
    String type;

    @HeaderParam("Time-Zone")
    @Parameter(description = "Where the days begin, like Europe/Berlin; UTC when unsaid")
    String timeZone;

    private record Days(LocalDate first, LocalDate last) {}

    /** The beginning of the first day. */
    Instant since() {
        return days().first().atStartOfDay(zone()).toInstant();
    }

    /** The end of the last day, which is no part of it. */
    Instant before() {
        return days().last().plusDays(1).atStartOfDay(zone()).toInstant();
    }

    /** The only type to show; empty for all. */
    Optional<ActivityType> type() {
        return Optional.ofNullable(type)
                .map(code -> ActivityType.of(code)
                        .orElseThrow(() -> Problem.invalid(Violation.inQuery("type", "is not a type of activity"))));
    }

    private Days days() {
        LocalDate first = day("from", from).orElse(FIRST_DAY);
        LocalDate last = day("to", to).orElse(LAST_DAY);
        if (last.isBefore(first)) {
            throw Problem.invalid(Violation.inQuery("to", "must not be before from"));
        }
        return new Days(first, last);
    }

    private static Optional<LocalDate> day(String name, String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            LocalDate day = LocalDate.parse(text);
            if (!day.isBefore(FIRST_DAY) && !day.isAfter(LAST_DAY)) {
                return Optional.of(day);
            }
        } catch (DateTimeException notADate) {
            // Refused below, with the same words.
        }
        throw Problem.invalid(Violation.inQuery(name, "must be a date like 2026-03-29, not before 1970"));
    }

    private ZoneId zone() {
        try {
            return timeZone == null ? ZoneOffset.UTC : ZoneId.of(timeZone);
        } catch (DateTimeException unknown) {
            throw Problem.invalid(Violation.inHeader("Time-Zone", "must be a time zone like Europe/Berlin"));
        }
    }
}

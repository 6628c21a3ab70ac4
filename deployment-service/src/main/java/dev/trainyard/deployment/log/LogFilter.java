package dev.trainyard.deployment.log;

import dev.trainyard.deployment.schema.Condition;
import dev.trainyard.deployment.schema.Listing;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The choice among a deployment's logs, as a bean parameter of its resource method. */
public class LogFilter {

    private static final Set<String> STATUSES =
            Set.of("completed", "faulted", "cancelled", "timed_out", "queued", "ready", "running", "waiting");
    private static final Set<String> TRIGGERS = Set.of("token", "api_key", "schedule", "webhook");

    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    @QueryParam("status")
    @Parameter(
            description = "How it ended; of those that go on: queued, ready, running, waiting",
            schema =
                    @Schema(
                            enumeration = {
                                "completed",
                                "faulted",
                                "cancelled",
                                "timed_out",
                                "queued",
                                "ready",
                                "running",
                                "waiting"
                            }))
    String status;

    @QueryParam("trigger")
    @Parameter(
            description = "What began it",
            schema = @Schema(enumeration = {"token", "api_key", "schedule", "webhook"}))
    String trigger;

    @QueryParam("version")
    @Parameter(description = "Of this version", schema = @Schema(type = SchemaType.INTEGER))
    String version;

    @QueryParam("from")
    @Parameter(
            description = "Accepted at this time or later",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    String from;

    @QueryParam("to")
    @Parameter(
            description = "Accepted before this time",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    String to;

    @QueryParam("minLatency")
    @Parameter(description = "Took that long from acceptance to end, or longer: PT1.5S")
    String minLatency;

    @QueryParam("running")
    @Parameter(
            description = "With the runs that have not ended",
            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
    String running;

    boolean withRunning() {
        return switch (running == null ? "false" : running) {
            case "true" -> true;
            case "false" -> false;
            default -> throw refused("running", "must be true or false");
        };
    }

    /** What is chosen by the value of a column. */
    Map<String, String> values() {
        if (status != null && !STATUSES.contains(status)) {
            throw refused("status", "is no status of a run");
        }
        if (trigger != null && !TRIGGERS.contains(trigger)) {
            throw refused("trigger", "begins no run");
        }
        return Listing.filters("status", status, "trigger", trigger, "version", version);
    }

    /** What is chosen by range. Times are those of acceptance, with which the ids begin. */
    List<Condition> ranges() {
        List<Condition> ranges = new ArrayList<>();
        if (from != null) {
            ranges.add(Condition.of("id >= ?", firstId("from", from)));
        }
        if (to != null) {
            ranges.add(Condition.of("id < ?", firstId("to", to)));
        }
        if (minLatency != null) {
            ranges.add(Condition.of("latency_ms >= ?", millis()));
        }
        return ranges;
    }

    /** The least UUIDv7 of a moment; of the next millisecond, when it is within one. */
    private static UUID firstId(String parameter, String text) {
        try {
            Instant moment = Instant.parse(text);
            if (!moment.isBefore(EARLIEST) && !moment.isAfter(LATEST)) {
                long millis = moment.toEpochMilli();
                long first = moment.equals(Instant.ofEpochMilli(millis)) ? millis : millis + 1;
                return new UUID(first << 16, 0);
            }
        } catch (DateTimeException malformed) {
            // Refused below, with the same words.
        }
        throw refused(parameter, "must be a time like 2026-11-21T17:00:00Z");
    }

    private long millis() {
        try {
            Duration least = Duration.parse(minLatency);
            if (!least.isNegative()) {
                return least.plusNanos(999_999).toMillis();
            }
        } catch (DateTimeException | ArithmeticException malformed) {
            // Refused below, with the same words.
        }
        throw refused("minLatency", "must be a duration like PT1.5S");
    }

    private static Problem refused(String parameter, String detail) {
        return Problem.invalid(Violation.inQuery(parameter, detail));
    }
}

package dev.trainyard.deployment.log;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.UUID;

/** Where a log stands in the order in which runs end: what an event's id says. */
record LogPosition(Instant finishedAt, UUID id) implements Comparable<LogPosition> {

    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    // The order of ids does not matter, as long as it is always the same.
    private static final Comparator<LogPosition> ORDER =
            Comparator.comparing(LogPosition::finishedAt).thenComparing(LogPosition::id);

    static LogPosition of(LoggedRun run) {
        return new LogPosition(run.finishedAt(), run.id());
    }

    /**
     * The position that a client has come again with.
     *
     * @throws Problem 400 when it is none
     */
    static LogPosition parse(String eventId) {
        int comma = eventId.indexOf(',');
        try {
            if (comma > 0) {
                Instant finishedAt = Instant.parse(eventId.substring(0, comma));
                if (!finishedAt.isBefore(EARLIEST) && !finishedAt.isAfter(LATEST)) {
                    return new LogPosition(
                            finishedAt.truncatedTo(ChronoUnit.MICROS), UUID.fromString(eventId.substring(comma + 1)));
                }
            }
        } catch (IllegalArgumentException | DateTimeException malformed) {
            // Refused below, with the same words.
        }
        throw Problem.invalid(Violation.inHeader("Last-Event-ID", "is not the id of an event of this stream"));
    }

    @Override
    public int compareTo(LogPosition other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return finishedAt + "," + id;
    }
}

package dev.trainyard.deployment.log;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/** An ended run as an event, without its payloads. Written by the stream, which no resource method's type tells of. */
@RegisterForReflection
record LoggedRun(
        UUID id,
        int version,
        String trigger,
        String status,
        long latencyMs,
        int steps,
        Instant acceptedAt,
        Instant startedAt,
        Instant finishedAt) {

    static final String COLUMNS = "l.id, l.version, l.trigger, l.status, l.latency_ms, l.steps, l.accepted_at,"
            + " l.started_at, l.finished_at";

    static LoggedRun of(ResultSet row) throws SQLException {
        return new LoggedRun(
                row.getObject("id", UUID.class),
                row.getInt("version"),
                row.getString("trigger"),
                row.getString("status"),
                row.getLong("latency_ms"),
                row.getInt("steps"),
                instant(row, "accepted_at"),
                instant(row, "started_at"),
                instant(row, "finished_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}

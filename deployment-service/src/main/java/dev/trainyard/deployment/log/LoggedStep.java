package dev.trainyard.deployment.log;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** A step as an event, without its payloads. Written by the stream, which no resource method's type tells of. */
@RegisterForReflection
record LoggedStep(
        int number,
        String task,
        String name,
        String kind,
        String status,
        int attempt,
        Instant startedAt,
        Instant finishedAt) {

    static final String COLUMNS = "s.number, s.task, s.name, s.kind, s.status, s.attempt, s.started_at, s.finished_at";

    static LoggedStep of(ResultSet row) throws SQLException {
        return new LoggedStep(
                row.getInt("number"),
                row.getString("task"),
                row.getString("name"),
                row.getString("kind"),
                row.getString("status"),
                row.getInt("attempt"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                row.getObject("finished_at", OffsetDateTime.class).toInstant());
    }
}

package dev.trainyard.quiz.authoring;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * When a quiz went from one status to the next, by the clock of the database, and where it is; null what has not happened.
 *
 * @param joinCode null unless somebody may join
 * @param closesAt when it closes by itself
 * @param settledAt since when nothing of a closed quiz changes any more: all answers are counted, all points given
 * @param currentPosition which question the host has put, counted from 1
 */
public record Course(
        @Schema(nullable = true, examples = "7KQ2MX") String joinCode,
        @Schema(nullable = true) Instant openedAt,
        @Schema(nullable = true) Instant startedAt,
        @Schema(nullable = true) Instant closesAt,
        @Schema(nullable = true) Instant closedAt,
        @Schema(nullable = true) Instant settledAt,
        @Schema(nullable = true) Integer currentPosition,
        @Schema(nullable = true) Instant currentSince) {

    /** Of table quiz. */
    public static final String COLUMNS =
            "join_code, opened_at, started_at, closes_at, closed_at, settled_at, current_position, current_since";

    /** Of a row that has {@link #COLUMNS}. */
    public static Course of(ResultSet row) throws SQLException {
        return new Course(
                row.getString("join_code"),
                instant(row, "opened_at"),
                instant(row, "started_at"),
                instant(row, "closes_at"),
                instant(row, "closed_at"),
                instant(row, "settled_at"),
                row.getObject("current_position", Integer.class),
                instant(row, "current_since"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}

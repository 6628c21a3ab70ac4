package dev.trainyard.deployment.deployment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * What a client sees of a canary.
 *
 * @param runs of it that have been counted since it began; the last few of a replica's may not be, yet
 * @param failures those of them that failed or took too long
 */
record CanaryView(int version, int percent, Integer maxErrorPercent, Instant since, long runs, long failures) {

    /** Null when there is none. */
    static CanaryView of(ResultSet row) throws SQLException {
        OffsetDateTime since = row.getObject("canary_since", OffsetDateTime.class);
        return since == null
                ? null
                : new CanaryView(
                        row.getInt("canary_version"),
                        row.getInt("canary_percent"),
                        row.getObject("canary_max_error_percent", Integer.class),
                        since.toInstant(),
                        row.getLong("runs"),
                        row.getLong("failures"));
    }
}

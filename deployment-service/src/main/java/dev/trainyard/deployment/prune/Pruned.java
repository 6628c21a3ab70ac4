package dev.trainyard.deployment.prune;

import java.sql.ResultSet;
import java.sql.SQLException;

/** How many rows were deleted. */
record Pruned(long logs, long steps) {

    static Pruned of(ResultSet row) throws SQLException {
        return new Pruned(row.getLong(1), row.getLong(2));
    }
}

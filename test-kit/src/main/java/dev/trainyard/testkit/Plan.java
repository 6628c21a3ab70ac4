package dev.trainyard.testkit;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.StringJoiner;

/** How PostgreSQL would run a query: for the test that an index has a query which uses it. */
public final class Plan {

    private Plan() {}

    /**
     * The plan of {@code sql}, with its parameters written as literals, as the service's role sees it. Sequential scans
     * are made expensive, so that the answer is whether the index can serve the query and not how many rows a test has.
     */
    public static String of(EmbeddedDatabase database, String schema, String sql) throws SQLException {
        try (Connection connection = database.connectAs(schema + "_app");
                Statement statement = connection.createStatement()) {
            statement.execute("SET enable_seqscan = off");
            statement.execute("SET enable_bitmapscan = off");
            StringJoiner plan = new StringJoiner("\n");
            try (var lines = statement.executeQuery("EXPLAIN (COSTS OFF) " + sql)) {
                while (lines.next()) {
                    plan.add(lines.getString(1));
                }
            }
            return plan.toString();
        }
    }
}

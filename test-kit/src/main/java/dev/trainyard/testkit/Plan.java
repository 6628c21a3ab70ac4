package dev.trainyard.testkit;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** How PostgreSQL would run a query: for the test that an index has a query which uses it. */
public final class Plan {

    private static final Pattern PARAMETER = Pattern.compile("\\?");

    private Plan() {}

    /**
     * The plan of {@code sql} as it stands in the service, with {@code ?} for its parameters: the generic plan, which a
     * statement that is prepared once and used for ever ends up with. Sequential scans are made expensive, so that the
     * answer is whether the index can serve the query and not how many rows a test has.
     */
    public static String of(EmbeddedDatabase database, String schema, String sql) throws SQLException {
        try (Connection connection = database.connectAs(schema + "_app");
                Statement statement = connection.createStatement()) {
            statement.execute("SET enable_seqscan = off");
            statement.execute("SET enable_bitmapscan = off");
            statement.execute("SET plan_cache_mode = force_generic_plan");
            AtomicInteger parameters = new AtomicInteger();
            // The server's own way to write parameters: for question marks the driver would want values.
            String numbered = PARAMETER.matcher(sql).replaceAll(mark -> "\\$" + parameters.incrementAndGet());
            statement.execute("PREPARE service_query AS " + numbered);
            String values = parameters.get() == 0
                    ? ""
                    : "(" + String.join(", ", Collections.nCopies(parameters.get(), "NULL")) + ")";
            StringJoiner plan = new StringJoiner("\n");
            try (var lines = statement.executeQuery("EXPLAIN (COSTS OFF) EXECUTE service_query" + values)) {
                while (lines.next()) {
                    plan.add(lines.getString(1));
                }
            }
            return plan.toString();
        }
    }
}

package dev.trainyard.workout.catalogue;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * How PostgreSQL would run a query on a catalogue and users so many that indexes matter, in a transaction that is rolled
 * back. Unlike the plans of the test-kit with bitmaps, since the indexes for similarity have no other way.
 */
public final class LargeCatalogue implements AutoCloseable {

    private static final Pattern PARAMETER = Pattern.compile("\\?");

    private final Connection connection;
    private final Statement statement;
    private int queries;

    public LargeCatalogue(EmbeddedDatabase database) throws SQLException {
        connection = database.connectAsAdmin();
        connection.setAutoCommit(false);
        statement = connection.createStatement();
        statement.execute("""
                SET LOCAL search_path = workout;
                SET LOCAL enable_seqscan = off;
                SET LOCAL plan_cache_mode = force_generic_plan;
                INSERT INTO master_exercise (id, name, category)
                SELECT md5('large ' || n)::uuid, md5('name ' || n), 'strength' FROM generate_series(1, 3000) n;
                INSERT INTO master_exercise_alias (name_key, alias, master_exercise_id)
                SELECT md5('alias ' || n), md5('alias ' || n), md5('large ' || n)::uuid FROM generate_series(1, 3000) n;
                INSERT INTO exercise (user_id, name)
                SELECT 'large-' || u, md5('name ' || u * e) FROM generate_series(1, 100) u, generate_series(1, 30) e
                ON CONFLICT DO NOTHING;
                INSERT INTO exercise_link (user_id, exercise_id, master_exercise_id)
                SELECT user_id, id, md5('large ' || row_number() OVER ())::uuid
                FROM exercise WHERE user_id LIKE 'large-%' LIMIT 2500;
                ANALYZE master_exercise, master_exercise_alias, exercise, exercise_link, exercise_resolution_cache
                """);
    }

    /** The plan of {@code sql} with {@code ?} for its parameters. */
    public String plan(String sql) throws SQLException {
        AtomicInteger parameters = new AtomicInteger();
        String numbered = PARAMETER.matcher(sql).replaceAll(mark -> "\\$" + parameters.incrementAndGet());
        String query = "large_" + queries++;
        statement.execute("PREPARE " + query + " AS " + numbered);
        String values = parameters.get() == 0
                ? ""
                : "(" + String.join(", ", Collections.nCopies(parameters.get(), "NULL")) + ")";
        StringJoiner plan = new StringJoiner("\n");
        try (var lines = statement.executeQuery("EXPLAIN (COSTS OFF) EXECUTE " + query + values)) {
            while (lines.next()) {
                plan.add(lines.getString(1));
            }
        }
        return plan.toString();
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.close();
    }
}

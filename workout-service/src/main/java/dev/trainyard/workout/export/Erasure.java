package dev.trainyard.workout.export;

import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.database.DatabaseException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/** Removes everything of a user from this service: the rows in one transaction, and then what was derived from them. */
@ApplicationScoped
class Erasure {

    private static final Logger LOG = Logger.getLogger(Erasure.class);

    // What is removed may leave traces by triggers, such as a day to be summed up anew: these are removed in turn.
    private static final int ROUNDS = 3;

    // Those that the service may refresh, and without locking out their readers.
    private static final String VIEWS = """
            SELECT c.relname
            FROM pg_class c
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'user_id' AND NOT a.attisdropped
            WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'm' AND c.relispopulated
              AND has_table_privilege(c.oid, 'MAINTAIN')
              AND EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisunique AND i.indpred IS NULL)
            ORDER BY c.relname
            """;

    private final Database database;
    private final int timeoutSeconds;

    Erasure(Database database, ExportConfig config) {
        this.database = database;
        this.timeoutSeconds = Math.toIntExact(config.timeout().toSeconds());
    }

    /** How many rows went from each table that had any. */
    Map<String, Integer> of(String user) {
        Map<String, Integer> removed =
                QuarkusTransaction.requiringNew().timeout(timeoutSeconds).call(() -> erase(user));
        refreshViews();
        return removed;
    }

    /**
     * What was derived from the rows goes as well. Not in their transaction: a view is computed for all users at once,
     * and however long that takes, the rows are gone.
     */
    private void refreshViews() {
        for (String view : database.list(VIEWS, row -> row.getString(1))) {
            try {
                database.update("REFRESH MATERIALIZED VIEW CONCURRENTLY " + UserTable.quoted(view));
            } catch (DatabaseException failure) {
                LOG.warnf(failure, "The view %s could not be refreshed, and shows what was deleted until it is", view);
            }
        }
    }

    private Map<String, Integer> erase(String user) {
        return database.run(connection -> {
            lock(user, connection);
            List<String> tables = UserTables.referencesFirst(connection);
            Map<String, Integer> removed = new TreeMap<>();
            for (int round = 0; round < ROUNDS; round++) {
                boolean clean = true;
                for (String table : tables) {
                    int rows =
                            update("DELETE FROM " + UserTable.quoted(table) + " WHERE user_id = ?", user, connection);
                    if (rows > 0) {
                        removed.merge(table, rows, Integer::sum);
                        clean = false;
                    }
                }
                if (clean) {
                    break;
                }
            }
            return removed;
        });
    }

    /** In the order in which everything else locks, so that a set that is just being added is waited for. */
    private static void lock(String user, Connection connection) throws SQLException {
        for (String table : List.of("workout", "exercise")) {
            try (PreparedStatement statement = connection.prepareStatement("SELECT count(*) FROM (SELECT FROM " + table
                    + " WHERE user_id = ? ORDER BY id FOR UPDATE) AS mine")) {
                statement.setString(1, user);
                statement.executeQuery().close();
            }
        }
    }

    private static int update(String sql, String user, Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, user);
            return statement.executeUpdate();
        }
    }
}

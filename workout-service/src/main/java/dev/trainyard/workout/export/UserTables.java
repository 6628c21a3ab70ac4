package dev.trainyard.workout.export;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The tables that have rows of users: all that have a {@code user_id}, asked of the database itself, so that a feature
 * cannot be forgotten that comes with a table of its own.
 */
final class UserTables {

    // Partitions come with the table that they are of.
    private static final String TABLES = """
            SELECT c.relname,
                   (SELECT coalesce(array_agg(a.attname ORDER BY k.place), '{}')
                    FROM pg_index i
                    CROSS JOIN unnest(i.indkey) WITH ORDINALITY AS k (attnum, place)
                    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
                    WHERE i.indrelid = c.oid AND i.indisprimary) AS key,
                   array_agg(a.attname ORDER BY a.attnum) FILTER (WHERE a.atttypid <> 'bytea'::regtype) AS columns,
                   coalesce(array_agg(a.attname ORDER BY a.attnum) FILTER (WHERE a.atttypid = 'bytea'::regtype), '{}')
                       AS binary
            FROM pg_class c
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
            GROUP BY c.oid, c.relname
            HAVING bool_or(a.attname = 'user_id')
            ORDER BY c.relname
            """;

    // A table that others refer to comes after them. What refers in a circle, or to itself, comes last: its constraints
    // must take it along by themselves.
    private static final String REFERENCES_FIRST = """
            WITH RECURSIVE depth AS (
                SELECT c.oid, 0 AS level
                FROM pg_class c
                WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
                  AND NOT c.relispartition
                UNION
                SELECT f.confrelid, d.level + 1
                FROM depth d
                JOIN pg_constraint f ON f.conrelid = d.oid AND f.contype = 'f' AND f.confrelid <> f.conrelid
                WHERE d.level < 32
            )
            SELECT c.relname
            FROM depth d
            JOIN pg_class c ON c.oid = d.oid
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'user_id' AND NOT a.attisdropped
            GROUP BY c.relname
            ORDER BY max(d.level), c.relname
            """;

    private UserTables() {}

    /** All of them, by name. */
    static List<UserTable> all(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(TABLES)) {
            List<UserTable> tables = new ArrayList<>();
            while (rows.next()) {
                tables.add(new UserTable(rows.getString(1), names(rows, 2), names(rows, 3), names(rows, 4)));
            }
            return tables;
        }
    }

    /** The names of all of them, those that refer to others before those. */
    static List<String> referencesFirst(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(REFERENCES_FIRST)) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        }
    }

    private static List<String> names(ResultSet row, int column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}

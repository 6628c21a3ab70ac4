package dev.trainyard.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What holds for the indexes of every schema, read from PostgreSQL's catalogue: none twice, none that another one stands
 * in for, one for each foreign key, and each with its query in a document.
 */
public final class SchemaRules {

    // Partitions have their indexes from their table.
    private static final String TABLES = """
            FROM pg_class t
            WHERE t.relnamespace = ?::regnamespace AND t.relkind IN ('r', 'p') AND NOT t.relispartition
              AND t.relname <> 'flyway_schema_history'
            """;

    private static final String INDEXES = """
            SELECT tables.name, i.relname, x.indisunique, a.amname, coalesce(pg_get_expr(x.indpred, x.indrelid), ''),
                   ARRAY(SELECT pg_get_indexdef(x.indexrelid, n, true) FROM generate_series(1, x.indnkeyatts) n ORDER BY n),
                   ARRAY(SELECT x.indclass[n - 1] || ' ' || x.indcollation[n - 1]
                         FROM generate_series(1, x.indnkeyatts) n ORDER BY n),
                   ARRAY(SELECT x.indoption[n - 1] FROM generate_series(1, x.indnkeyatts) n ORDER BY n)
            FROM (SELECT t.oid, t.relname AS name %s) tables
            JOIN pg_index x ON x.indrelid = tables.oid
            JOIN pg_class i ON i.oid = x.indexrelid
            JOIN pg_am a ON a.oid = i.relam
            ORDER BY tables.name, i.relname
            """.formatted(TABLES);

    private static final String FOREIGN_KEYS = """
            SELECT tables.name, c.conname,
                   ARRAY(SELECT quote_ident(a.attname) FROM unnest(c.conkey) k
                         JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k)
            FROM (SELECT t.oid, t.relname AS name %s) tables
            JOIN pg_constraint c ON c.conrelid = tables.oid AND c.contype = 'f'
            ORDER BY tables.name, c.conname
            """.formatted(TABLES);

    private static final Pattern ENTRY = Pattern.compile("^\\| `((?:pk|uq|ix)_\\w+)` \\|");

    private SchemaRules() {}

    /**
     * Checks the indexes of {@code schema}.
     *
     * @param document a Markdown file with a table whose first column names each index
     */
    public static void check(EmbeddedDatabase database, String schema, Path document) throws SQLException, IOException {
        Set<String> documented = new HashSet<>();
        for (String line : Files.readAllLines(document)) {
            Matcher entry = ENTRY.matcher(line);
            if (entry.find()) {
                documented.add(entry.group(1));
            }
        }
        assertEquals(List.of(), violations(database, schema, documented));
    }

    /** What is wrong with the indexes of {@code schema}, of which {@code documented} are said to have a query. */
    static List<String> violations(EmbeddedDatabase database, String schema, Set<String> documented)
            throws SQLException {
        try (Connection connection = database.connectAsAdmin()) {
            List<Index> indexes = indexes(connection, schema);
            List<String> violations = new ArrayList<>();
            for (Index index : indexes) {
                indexes.stream()
                        .filter(other -> index.isCoveredBy(other))
                        .map(other -> index.name() + " is needless beside " + other.name())
                        .forEach(violations::add);
            }
            for (ForeignKey key : foreignKeys(connection, schema)) {
                if (indexes.stream().noneMatch(key::isServedBy)) {
                    violations.add(key.name() + " has no index that starts with its columns");
                }
            }
            Set<String> there = new TreeSet<>(indexes.stream().map(Index::name).toList());
            there.stream()
                    .filter(name -> !documented.contains(name))
                    .map(name -> name + " has no query in the list")
                    .forEach(violations::add);
            new TreeSet<>(documented)
                    .stream()
                            .filter(name -> !there.contains(name))
                            .map(name -> name + " is in the list, and not there")
                            .forEach(violations::add);
            return violations;
        }
    }

    /**
     * An index.
     *
     * @param kinds operator class and collation of each column, {@code directions} how it is sorted
     */
    private record Index(
            String table,
            String name,
            boolean unique,
            String method,
            String predicate,
            List<String> columns,
            List<String> kinds,
            List<String> directions) {

        /** Whether whatever this can do, the other one can, so that this one only costs. */
        private boolean isCoveredBy(Index other) {
            int size = columns.size();
            if (name.equals(other.name)
                    || !table.equals(other.table)
                    || !method.equals(other.method)
                    || !predicate.equals(other.predicate)
                    || other.columns.size() < size
                    || !columns.equals(other.columns.subList(0, size))
                    || !kinds.equals(other.kinds.subList(0, size))
                    // A single column is read in both directions.
                    || (size > 1 && !directions.equals(other.directions.subList(0, size)))) {
                return false;
            }
            boolean same = other.columns.size() == size;
            if (same && unique == other.unique) {
                // Of two equal ones, one is told.
                return name.compareTo(other.name) > 0;
            }
            // A unique one says what a wider one does not; only of B-trees does a wider one serve the narrower's
            // queries.
            return !unique && (same || method.equals("btree"));
        }
    }

    private record ForeignKey(String table, String name, List<String> columns) {

        private boolean isServedBy(Index index) {
            int size = columns.size();
            return index.table().equals(table)
                    && index.columns().size() >= size
                    && Set.copyOf(index.columns().subList(0, size)).equals(Set.copyOf(columns))
                    && (index.predicate().isEmpty()
                            || columns.stream()
                                    .anyMatch(column -> index.predicate().equals("(" + column + " IS NOT NULL)")));
        }
    }

    private static List<Index> indexes(Connection connection, String schema) throws SQLException {
        List<Index> indexes = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(INDEXES)) {
            statement.setString(1, schema);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    indexes.add(new Index(
                            row.getString(1),
                            row.getString(2),
                            row.getBoolean(3),
                            row.getString(4),
                            row.getString(5),
                            texts(row, 6),
                            texts(row, 7),
                            texts(row, 8)));
                }
            }
        }
        return indexes;
    }

    private static List<ForeignKey> foreignKeys(Connection connection, String schema) throws SQLException {
        List<ForeignKey> keys = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(FOREIGN_KEYS)) {
            statement.setString(1, schema);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    keys.add(new ForeignKey(row.getString(1), row.getString(2), texts(row, 3)));
                }
            }
        }
        return keys;
    }

    private static List<String> texts(ResultSet row, int column) throws SQLException {
        List<String> texts = new ArrayList<>();
        for (Object element : (Object[]) row.getArray(column).getArray()) {
            texts.add(element.toString());
        }
        return texts;
    }
}

package dev.trainyard.testkit;

import static java.util.function.Predicate.not;
import static org.junit.jupiter.api.Assertions.fail;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.DocumentedIndexes.Entry;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What must hold for the indexes of a schema: none is there twice or is the beginning of another, none is broken, every
 * foreign key has one, and each is written down with the query that needs it.
 */
public final class SchemaRules {

    // A key is told by all that it sorts by: expression, operator class, collation, direction.
    private static final String INDEXES = """
            SELECT t.relname, i.relname, x.indisunique, x.indisvalid AND x.indisready AND x.indislive, m.amname,
                   ARRAY(SELECT pg_get_indexdef(x.indexrelid, k, false) FROM generate_series(1, x.indnkeyatts) AS k
                         ORDER BY k),
                   ARRAY(SELECT pg_get_indexdef(x.indexrelid, k, false) || ' ' || x.indclass[k - 1] || ' '
                                || x.indcollation[k - 1] || ' ' || x.indoption[k - 1]
                         FROM generate_series(1, x.indnkeyatts) AS k ORDER BY k),
                   ARRAY(SELECT pg_get_indexdef(x.indexrelid, k, false)
                         FROM generate_series(x.indnkeyatts + 1, x.indnatts) AS k),
                   coalesce(pg_get_expr(x.indpred, x.indrelid), '')
            FROM pg_index x
            JOIN pg_class i ON i.oid = x.indexrelid
            JOIN pg_class t ON t.oid = x.indrelid
            JOIN pg_am m ON m.oid = i.relam
            WHERE t.relnamespace = ?::regnamespace AND t.relname <> 'flyway_schema_history' AND NOT i.relispartition
            ORDER BY t.relname, i.relname
            """;

    private static final String FOREIGN_KEYS = """
            SELECT t.relname, c.conname,
                   ARRAY(SELECT quote_ident(a.attname) FROM unnest(c.conkey) WITH ORDINALITY AS k (number, place)
                         JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.number ORDER BY k.place)
            FROM pg_constraint c
            JOIN pg_class t ON t.oid = c.conrelid
            WHERE c.contype = 'f' AND c.conparentid = 0 AND t.relnamespace = ?::regnamespace
            ORDER BY t.relname, c.conname
            """;

    private SchemaRules() {}

    private record Index(
            String table,
            String name,
            boolean isUnique,
            boolean isValid,
            String method,
            List<String> columns,
            List<String> keys,
            List<String> included,
            String predicate) {

        boolean isDuplicateOf(Index other) {
            return comparesWith(other) && keys.equals(other.keys) && other.holds(included);
        }

        boolean isBeginningOf(Index other) {
            return !isUnique
                    && method.equals("btree")
                    && comparesWith(other)
                    && keys.size() < other.keys.size()
                    && other.keys.subList(0, keys.size()).equals(keys)
                    && other.holds(included);
        }

        /** Serves who looks for referring rows, which are those without a null in the foreign key. */
        boolean serves(ForeignKey key) {
            Set<String> leading = new HashSet<>(columns.subList(0, Math.min(key.columns.size(), columns.size())));
            return isValid
                    && table.equals(key.table)
                    && leading.equals(new HashSet<>(key.columns))
                    && Arrays.stream(predicate.replaceAll("[()]", "").split(" AND "))
                            .filter(not(String::isEmpty))
                            .allMatch(condition -> condition.endsWith(" IS NOT NULL")
                                    && key.columns.contains(condition.replace(" IS NOT NULL", "")));
        }

        private boolean comparesWith(Index other) {
            return isValid
                    && other.isValid
                    && table.equals(other.table)
                    && method.equals(other.method)
                    && predicate.equals(other.predicate);
        }

        private boolean holds(List<String> others) {
            return columns.containsAll(others) || included.containsAll(others);
        }

        private String described() {
            return name + " (" + String.join(", ", columns) + ")";
        }
    }

    private record ForeignKey(String table, String name, List<String> columns) {}

    /** Fails with all that is wrong in {@code schema}, and what to do about each. */
    public static void check(EmbeddedDatabase database, String schema, DocumentedIndexes documented)
            throws SQLException {
        List<String> wrong = new ArrayList<>();
        try (Connection connection = database.connectAsAdmin()) {
            List<Index> indexes = indexes(connection, schema);
            addRedundant(indexes, wrong);
            addUnserved(foreignKeys(connection, schema), indexes, wrong);
            addBroken(indexes, wrong);
            addUndocumented(indexes, documented, wrong);
        }
        if (!wrong.isEmpty()) {
            fail("Indexes of schema " + schema + ":\n" + String.join("\n", wrong));
        }
    }

    private static void addRedundant(List<Index> indexes, List<String> wrong) {
        for (int i = 0; i < indexes.size(); i++) {
            Index index = indexes.get(i);
            for (int j = 0; j < indexes.size(); j++) {
                Index other = indexes.get(j);
                if (i < j && (index.isDuplicateOf(other) || other.isDuplicateOf(index))) {
                    wrong.add("%s and %s of table %s are the same: drop one."
                            .formatted(index.described(), other.described(), index.table));
                } else if (index.isBeginningOf(other)) {
                    wrong.add("%s of table %s is the beginning of %s: drop it, the other serves its queries too."
                            .formatted(index.described(), index.table, other.described()));
                }
            }
        }
    }

    private static void addUnserved(List<ForeignKey> keys, List<Index> indexes, List<String> wrong) {
        for (ForeignKey key : keys) {
            if (indexes.stream().noneMatch(index -> index.serves(key))) {
                wrong.add("Foreign key %s of table %s has no index that starts with %s: create one."
                        .formatted(key.name, key.table, String.join(", ", key.columns)));
            }
        }
    }

    private static void addBroken(List<Index> indexes, List<String> wrong) {
        indexes.stream()
                .filter(index -> !index.isValid)
                .map(index -> "%s of table %s is invalid, what a CREATE INDEX CONCURRENTLY leaves that fails: drop it."
                        .formatted(index.described(), index.table))
                .forEach(wrong::add);
    }

    private static void addUndocumented(List<Index> indexes, DocumentedIndexes documented, List<String> wrong) {
        Set<Entry> there = indexes.stream()
                .map(index -> new Entry(index.table, index.name))
                .collect(Collectors.toCollection(HashSet::new));
        there.stream()
                .filter(not(documented.entries()::contains))
                .map(entry ->
                        "%s of table %s is not in %s. Add under \"%s\", with the query that needs it and its class:%n"
                                        .formatted(
                                                entry.index(),
                                                entry.table(),
                                                DocumentedIndexes.FILE,
                                                documented.section())
                                + "    | %s | `%s` | … |".formatted(entry.table(), entry.index()))
                .collect(Collectors.toCollection(TreeSet::new))
                .forEach(wrong::add);
        documented.entries().stream()
                .filter(not(there::contains))
                .map(entry -> "%s lists %s of table %s, which does not exist: take its row out, or create it."
                        .formatted(DocumentedIndexes.FILE, entry.index(), entry.table()))
                .forEach(wrong::add);
    }

    private static List<Index> indexes(Connection connection, String schema) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INDEXES)) {
            statement.setString(1, schema);
            try (ResultSet row = statement.executeQuery()) {
                List<Index> indexes = new ArrayList<>();
                while (row.next()) {
                    indexes.add(new Index(
                            row.getString(1),
                            row.getString(2),
                            row.getBoolean(3),
                            row.getBoolean(4),
                            row.getString(5),
                            texts(row.getArray(6)),
                            texts(row.getArray(7)),
                            texts(row.getArray(8)),
                            row.getString(9)));
                }
                return indexes;
            }
        }
    }

    private static List<ForeignKey> foreignKeys(Connection connection, String schema) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FOREIGN_KEYS)) {
            statement.setString(1, schema);
            try (ResultSet row = statement.executeQuery()) {
                List<ForeignKey> keys = new ArrayList<>();
                while (row.next()) {
                    keys.add(new ForeignKey(row.getString(1), row.getString(2), texts(row.getArray(3))));
                }
                return keys;
            }
        }
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}

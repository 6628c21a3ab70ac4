package dev.trainyard.systemtests.faults;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is stored, whatever the services say. */
final class Rows {

    private final EmbeddedDatabase database;

    Rows(EmbeddedDatabase database) {
        this.database = database;
    }

    @FunctionalInterface
    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> list(String sql, Reader<T> reader, Object... parameters) {
        try (Connection admin = database.connectAsAdmin();
                PreparedStatement statement = admin.prepareStatement(sql)) {
            for (int place = 0; place < parameters.length; place++) {
                statement.setObject(place + 1, parameters[place]);
            }
            List<T> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
            }
            return found;
        } catch (SQLException failure) {
            throw new IllegalStateException(sql, failure);
        }
    }

    /** A number. */
    long number(String sql, Object... parameters) {
        return list(sql, row -> row.getLong(1), parameters).getFirst();
    }

    /** Texts in their order. */
    List<String> texts(String sql, Object... parameters) {
        return list(sql, row -> row.getString(1), parameters);
    }

    /** Numbers by texts, of a statement that has one row for each text. */
    Map<String, Integer> counts(String sql, Object... parameters) {
        Map<String, Integer> counts = new HashMap<>();
        list(sql, row -> counts.put(row.getString(1), row.getInt(2)), parameters);
        return counts;
    }
}

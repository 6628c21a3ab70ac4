package dev.trainyard.kit.database;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Runs one SQL statement: the hot paths' way to the database. Outside a transaction a statement is its own commit; inside
 * one ({@code @Transactional}, an idempotent request) it takes part in it.
 */
@ApplicationScoped
public class Database {

    private final DataSource dataSource;
    private final Waiters waiters;

    Database(DataSource dataSource, Waiters waiters) {
        this.dataSource = dataSource;
        this.waiters = waiters;
    }

    /** Reads one value of a row. */
    @FunctionalInterface
    public interface RowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    /** Does something with a connection that a single statement cannot. */
    @FunctionalInterface
    public interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /** The first row of {@code sql}, or empty. Parameters are bound in order; instants as timestamptz. */
    public <T> Optional<T> one(String sql, RowMapper<T> mapper, Object... parameters) {
        return list(sql, mapper, parameters).stream().findFirst();
    }

    /** All rows of {@code sql}, which therefore bounds their number itself. */
    public <T> List<T> list(String sql, RowMapper<T> mapper, Object... parameters) {
        return run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                bind(statement, parameters);
                try (ResultSet rows = statement.executeQuery()) {
                    List<T> mapped = new ArrayList<>();
                    while (rows.next()) {
                        mapped.add(mapper.map(rows));
                    }
                    return mapped;
                }
            }
        });
    }

    /** Changes rows; the number of them. */
    public int update(String sql, Object... parameters) {
        return run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                bind(statement, parameters);
                return statement.executeUpdate();
            }
        });
    }

    /** Lends a connection, in the transaction if there is one. */
    public <T> T run(Work<T> work) {
        try (Connection connection = waiters.borrow(dataSource)) {
            return work.with(connection);
        } catch (SQLException failure) {
            throw new DatabaseException(failure);
        }
    }

    private static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            Object parameter =
                    parameters[i] instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : parameters[i];
            statement.setObject(i + 1, parameter);
        }
    }
}

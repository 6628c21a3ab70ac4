package dev.trainyard.kit.database;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * What PostgreSQL says of itself, for metrics. The probe looks every second, over its own connection, so that requests
 * pay nothing. A look sees what runs at that moment: what takes a second and a half is always seen, what takes less only
 * by chance. All replicas of a service see the same.
 */
@ApplicationScoped
class DatabaseFigures {

    private static final double SLOW_SECONDS = 0.5;
    private static final long SELDOM_NANOS = Duration.ofMinutes(1).toNanos();

    // A role sees the statements of its own sessions and nobody else's.
    private static final String RUNNING = """
            SELECT pid, extract(epoch FROM query_start), extract(epoch FROM clock_timestamp() - query_start)
            FROM pg_stat_activity
            WHERE usename = current_user AND state = 'active' AND pid <> pg_backend_pid()
            """;

    private static final String SERVER = """
            SELECT pg_database_size(current_database()),
                   (SELECT sum(numbackends) FROM pg_stat_database),
                   current_setting('max_connections')::int,
                   num_timed, num_requested, write_time / 1000, sync_time / 1000
            FROM pg_stat_checkpointer
            """;

    private record Running(int backend, double since) {}

    private record Server(
            double bytes,
            double connections,
            double maxConnections,
            double timed,
            double requested,
            double writeSeconds,
            double syncSeconds) {}

    private final Counter slow;
    private volatile double longestSeconds;
    private volatile Server server = new Server(0, 0, 0, 0, 0, 0, 0);
    // Both used by the probe's thread alone.
    private Set<Running> slowBefore = Set.of();
    private long nextSeldom = System.nanoTime();

    DatabaseFigures(DatabaseConfig config, MeterRegistry metrics) {
        slow = Counter.builder("trainyard.database.slow.statements")
                .description("Statements of the service, of all replicas, that were seen to run for over 500 ms")
                .register(metrics);
        Gauge.builder("trainyard.database.longest.statement", this, it -> it.longestSeconds)
                .description("For how long the oldest running statement of the service, of all replicas, has run")
                .baseUnit("seconds")
                .register(metrics);
        Gauge.builder("trainyard.database.pool.max", config, DatabaseConfig::maxConnections)
                .description("The most connections that this replica may hold")
                // As Agroal tags what it says of the pool, so that the two can be divided.
                .tag("datasource", "default")
                .register(metrics);
        Gauge.builder("trainyard.database.size", this, it -> it.server.bytes())
                .description("How large the database is, with all schemas")
                .baseUnit("bytes")
                .register(metrics);
        Gauge.builder("trainyard.database.connections", this, it -> it.server.connections())
                .description("Connections to the PostgreSQL server, of everybody")
                .register(metrics);
        Gauge.builder("trainyard.database.connections.max", this, it -> it.server.maxConnections())
                .description("The most connections that the PostgreSQL server takes")
                .register(metrics);
        checkpoints("timed", metrics);
        checkpoints("requested", metrics);
        checkpointTime("write", metrics);
        checkpointTime("sync", metrics);
    }

    private void checkpoints(String reason, MeterRegistry metrics) {
        FunctionCounter.builder(
                        "trainyard.database.checkpoints",
                        this,
                        it -> "timed".equals(reason) ? it.server.timed() : it.server.requested())
                .description("Checkpoints of the PostgreSQL server, by why they were made")
                .tag("reason", reason)
                .register(metrics);
    }

    private void checkpointTime(String phase, MeterRegistry metrics) {
        FunctionCounter.builder(
                        "trainyard.database.checkpoint.time",
                        this,
                        it -> "write".equals(phase) ? it.server.writeSeconds() : it.server.syncSeconds())
                .description("What the checkpoints of the PostgreSQL server have taken")
                .baseUnit("seconds")
                .tag("phase", phase)
                .register(metrics);
    }

    /** Looks once. */
    void look(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            lookAtStatements(statement);
            if (System.nanoTime() - nextSeldom >= 0) {
                nextSeldom = System.nanoTime() + SELDOM_NANOS;
                lookAtServer(statement);
            }
        }
    }

    private void lookAtStatements(Statement statement) throws SQLException {
        Set<Running> slowNow = new HashSet<>();
        double longest = 0;
        try (ResultSet rows = statement.executeQuery(RUNNING)) {
            while (rows.next()) {
                double seconds = rows.getDouble(3);
                longest = Math.max(longest, seconds);
                if (seconds > SLOW_SECONDS) {
                    slowNow.add(new Running(rows.getInt(1), rows.getDouble(2)));
                }
            }
        }
        longestSeconds = longest;
        slow.increment(
                (double) slowNow.stream().filter(it -> !slowBefore.contains(it)).count());
        slowBefore = slowNow;
    }

    private void lookAtServer(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(SERVER)) {
            row.next();
            server = new Server(
                    row.getDouble(1),
                    row.getDouble(2),
                    row.getDouble(3),
                    row.getDouble(4),
                    row.getDouble(5),
                    row.getDouble(6),
                    row.getDouble(7));
        }
    }
}

package dev.trainyard.workout.export;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.database.Database;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * Reads what is exported as it was at one moment, in a transaction that sees no later change and makes none. Only a few at
 * once: each holds a connection for as long as it takes.
 */
@ApplicationScoped
class Snapshot {

    private static final int RETRY_AFTER_SECONDS = 10;
    // The reading stops itself; the transaction's own end would only come in between.
    private static final int GRACE_SECONDS = 30;

    private final Database database;
    private final Semaphore places;
    private final Duration timeout;

    Snapshot(Database database, ExportConfig config) {
        this.database = database;
        this.places = new Semaphore(config.maxConcurrent());
        this.timeout = config.timeout();
    }

    /** Reads over a connection, and writes what it reads. */
    @FunctionalInterface
    interface Reading {
        void write(Connection connection, OutputStream out) throws SQLException, IOException;
    }

    /**
     * What {@code reading} writes, on disk.
     *
     * @throws Problem 503 {@code too-many-exports} when others are at it, {@code database-slow} when it takes too long
     */
    InputStream of(Reading reading) throws IOException {
        if (!places.tryAcquire()) {
            throw Problem.unavailable("too-many-exports", "Other exports are in work.", RETRY_AFTER_SECONDS);
        }
        try {
            return ExportedFile.of(out -> write(reading, out));
        } finally {
            places.release();
        }
    }

    private void write(Reading reading, OutputStream file) {
        OutputStream out = new Hurried(file, System.nanoTime() + timeout.toNanos());
        QuarkusTransaction.requiringNew()
                .timeout(Math.toIntExact(timeout.toSeconds()) + GRACE_SECONDS)
                .run(() -> database.run(connection -> {
                    try (Statement statement = connection.createStatement()) {
                        statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
                    }
                    try {
                        reading.write(connection, out);
                    } catch (IOException disk) {
                        throw new UncheckedIOException(disk);
                    }
                    return null;
                }));
    }

    /** Takes bytes until its time is up. */
    private static final class Hurried extends FilterOutputStream {

        private final long end;

        Hurried(OutputStream out, long end) {
            super(out);
            this.end = end;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (System.nanoTime() - end > 0) {
                throw Problem.unavailable(
                        "database-slow", "The export took too long and was stopped.", RETRY_AFTER_SECONDS);
            }
            out.write(bytes, offset, length);
        }
    }
}

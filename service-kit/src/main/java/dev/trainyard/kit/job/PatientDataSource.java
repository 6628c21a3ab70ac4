package dev.trainyard.kit.job;

import dev.trainyard.kit.database.DatabaseProbe;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * The pool as the scheduler sees it: while the database does not answer, it waits for a connection rather than getting
 * none. So an outage is a pause, without a line of log for every look at the table, and what ended meanwhile is written
 * down when the database is back.
 */
final class PatientDataSource implements DataSource {

    private static final long LOOK_AGAIN_MILLIS = 200;

    private final DataSource pool;
    private final DatabaseProbe probe;
    private final CountDownLatch stopping;

    PatientDataSource(DataSource pool, DatabaseProbe probe, CountDownLatch stopping) {
        this.pool = pool;
        this.probe = probe;
        this.stopping = stopping;
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            while (!probe.answering() && !stopping.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                // Another look.
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new SQLException("Interrupted while the database did not answer", stopped);
        }
        return pool.getConnection();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return pool.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        pool.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        pool.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return pool.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return pool.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return pool.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return pool.isWrapperFor(type);
    }
}

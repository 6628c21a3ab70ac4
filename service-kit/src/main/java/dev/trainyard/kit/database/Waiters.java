package dev.trainyard.kit.database;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/**
 * Who waits for a connection. While the database does not answer nobody does: they are sent away, since their patience, which
 * is meant for a pool that is busy, would only make the refusal come late.
 */
@Singleton
class Waiters {

    private static final String CONNECTION_FAILURE = "08006";

    private final Set<Waiter> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean areWelcome = true;

    /**
     * Borrows a connection.
     *
     * @throws SQLException what the pool says, or that the database does not answer
     */
    Connection borrow(DataSource pool) throws SQLException {
        Waiter waiter = new Waiter(Thread.currentThread());
        waiting.add(waiter);
        try {
            if (!areWelcome) {
                throw unanswered(null);
            }
            return pool.getConnection();
        } catch (SQLException failure) {
            throw waiter.isSentAway() ? unanswered(failure) : failure;
        } finally {
            waiting.remove(waiter);
            waiter.leave();
        }
    }

    private static SQLException unanswered(SQLException cause) {
        return new SQLTransientConnectionException("The database does not answer", CONNECTION_FAILURE, cause);
    }

    /** Whether one may wait: from the start, and until they are sent away. */
    boolean areWelcome() {
        return areWelcome;
    }

    /** The database does not answer any more. */
    void sendAway() {
        areWelcome = false;
        waiting.forEach(Waiter::sendAway);
    }

    /** It answers. */
    void welcome() {
        areWelcome = true;
    }

    /** One thread, which is interrupted while it waits and not a moment later. */
    private static final class Waiter {

        private final Thread thread;
        private boolean isGone;
        private boolean isSentAway;

        Waiter(Thread thread) {
            this.thread = thread;
        }

        synchronized void sendAway() {
            if (!isGone) {
                isSentAway = true;
                thread.interrupt();
            }
        }

        synchronized boolean isSentAway() {
            return isSentAway;
        }

        synchronized void leave() {
            isGone = true;
            if (isSentAway) {
                // It may have got a connection before it noticed.
                Thread.interrupted();
            }
        }
    }
}

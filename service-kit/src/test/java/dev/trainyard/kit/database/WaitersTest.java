package dev.trainyard.kit.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WaitersTest {

    private final Waiters waiters = new Waiters();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch free = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newSingleThreadExecutor();

    @FunctionalInterface
    private interface Pool {
        Connection lend() throws SQLException;
    }

    private static DataSource pool(Pool pool) {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (_, _, _) -> pool.lend());
    }

    /** As a pool does that has none left. */
    private Connection waitForOne() throws SQLException {
        asked.countDown();
        try {
            free.await();
            return null;
        } catch (InterruptedException stopped) {
            throw new SQLException(stopped);
        }
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void whoWaitsIsSentAwayWhenTheDatabaseFallsSilent() throws Exception {
        Future<Connection> waiting = threads.submit(() -> waiters.borrow(pool(this::waitForOne)));
        asked.await();

        waiters.sendAway();

        SQLException refusal = (SQLException)
                assertThrows(ExecutionException.class, waiting::get).getCause();
        assertEquals("08006", refusal.getSQLState());
        assertEquals(
                "database-unavailable",
                DatabaseProblems.of(refusal).orElseThrow().code());
    }

    @Test
    void nobodyWaitsWhileItIsSilent() {
        waiters.sendAway();

        assertEquals(
                "08006",
                assertThrows(SQLException.class, () -> waiters.borrow(pool(this::waitForOne)))
                        .getSQLState());
        assertEquals(1, asked.getCount());
    }

    @Test
    void allAreServedWhenItAnswersAgain() throws SQLException {
        waiters.sendAway();
        waiters.welcome();

        assertNull(waiters.borrow(pool(() -> null)));
    }

    /** Neither who got one at that moment, nor who has had one for a while. */
    @Test
    void whoHasOneIsNotDisturbed() throws SQLException {
        waiters.borrow(pool(() -> {
            waiters.sendAway();
            return null;
        }));
        assertFalse(Thread.currentThread().isInterrupted());

        waiters.sendAway();
        assertFalse(Thread.currentThread().isInterrupted());
    }

    @Test
    void failureOfThePoolIsPassedOn() {
        SQLException failure = new SQLException("Acquisition timeout");
        assertEquals(
                failure,
                assertThrows(
                        SQLException.class,
                        () -> waiters.borrow(pool(() -> {
                            throw failure;
                        }))));
    }
}

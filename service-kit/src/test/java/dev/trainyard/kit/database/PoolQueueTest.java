package dev.trainyard.kit.database;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PoolQueueTest {

    private static final Duration BURST = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(50);

    private final AtomicLong clock = new AtomicLong();
    private final PoolQueue queue = new PoolQueue(10, BURST, LONGEST_WAIT, clock::get);
    private long lent;

    @Test
    void aBurstMayWait() {
        assertTrue(queue.admits(0, lent));
        workFor(Duration.ofMillis(900), 500);

        assertTrue(queue.admits(500, lent));
    }

    /** A thousand are lent in a second: fifty in the time that one may wait. */
    @Test
    void aQueueThatStandsIsKeptShort() {
        workFor(Duration.ofSeconds(2), 500);

        assertTrue(queue.admits(49, lent));
        assertFalse(queue.admits(51, lent));
    }

    @Test
    void asManyAsThereAreConnectionsMayAlwaysWait() {
        for (int second = 0; second < 10; second++) {
            pass(Duration.ofSeconds(1));
            lent++;
            queue.admits(9, lent);
        }

        assertTrue(queue.admits(9, lent));
        assertFalse(queue.admits(10, lent));
    }

    @Test
    void queueThatWasEmptyMayGrowAgain() {
        workFor(Duration.ofSeconds(2), 500);
        queue.admits(0, lent);
        workFor(Duration.ofMillis(500), 100);

        assertTrue(queue.admits(100, lent));
    }

    /** A second is less than who waits has to give. */
    @Test
    void shortStallIsWaitedOut() {
        queue.admits(0, lent);
        queue.admits(1, lent);
        pass(Duration.ofMillis(900));

        assertTrue(queue.admits(5, lent));
    }

    @Test
    void nobodyWaitsWhenNothingIsLentForLong() {
        assertTrue(queue.admits(1, lent));
        pass(Duration.ofMillis(1100));

        assertFalse(queue.admits(1, lent));
    }

    @Test
    void oneAtATimeFindsOutWhetherConnectionsAreLentAgain() {
        queue.admits(1, lent);
        pass(Duration.ofMillis(1100));
        queue.admits(1, lent);

        assertTrue(queue.admits(0, lent));
        assertFalse(queue.admits(1, lent));
    }

    @Test
    void whenConnectionsAreLentAgainAllMayCome() {
        queue.admits(1, lent);
        pass(Duration.ofMillis(1100));
        queue.admits(1, lent);
        lent++;
        queue.admits(0, lent);

        assertTrue(queue.admits(5, lent));
    }

    /** Lends one each millisecond, while so many wait. */
    private void workFor(Duration time, int waiting) {
        for (long millisecond = 0; millisecond < time.toMillis(); millisecond++) {
            pass(Duration.ofMillis(1));
            lent++;
            queue.admits(waiting, lent);
        }
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }
}

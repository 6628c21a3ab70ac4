package dev.trainyard.kit.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PoolQueueTest {

    private final AtomicLong clock = new AtomicLong();
    private final PoolQueue queue = new PoolQueue(10, clock::get);
    private long lent;

    @Test
    void waitFollowsFromHowFastConnectionsAreLent() {
        // One each millisecond.
        for (int millisecond = 0; millisecond < 500; millisecond++) {
            pass(Duration.ofMillis(1));
            lent++;
            queue.expectedWait(20, lent);
        }

        assertEquals(Duration.ofMillis(200).toNanos(), queue.expectedWait(200, lent));
    }

    @Test
    void nobodyWaitsBeforeAsFewAsThereAreConnections() {
        pass(Duration.ofMillis(300));

        assertEquals(0, queue.expectedWait(9, ++lent));
    }

    @Test
    void whenNothingIsLentAWaitIsAsLongAsThat() {
        queue.expectedWait(1, ++lent);
        pass(Duration.ofMillis(300));
        queue.expectedWait(1, lent);
        pass(Duration.ofMillis(300));

        assertEquals(Duration.ofMillis(600).toNanos(), queue.expectedWait(1, lent));
    }

    @Test
    void oneAtATimeFindsOutWhetherConnectionsAreLentAgain() {
        pass(Duration.ofMillis(300));
        queue.expectedWait(1, lent);

        assertEquals(0, queue.expectedWait(0, lent));
        assertEquals(Duration.ofMillis(300).toNanos(), queue.expectedWait(1, lent));
    }

    @Test
    void whenConnectionsAreLentAgainAllMayCome() {
        pass(Duration.ofMillis(300));
        queue.expectedWait(1, lent);
        lent++;
        queue.expectedWait(0, lent);

        assertEquals(0, queue.expectedWait(50, lent));
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }
}

package dev.trainyard.deployment.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyedLimitTest {

    private final KeyedLimit limit = new KeyedLimit(2);

    private void take(String key, int places) throws InterruptedException {
        for (int i = 0; i < places; i++) {
            assertTrue(limit.take(key, Duration.ZERO));
        }
    }

    @Test
    void thereAreSoManyPlacesForEachKey() throws Exception {
        take("a", 2);
        take("b", 1);

        assertFalse(limit.take("a", Duration.ZERO));
    }

    @Test
    void placeThatIsGivenBackIsFree() throws Exception {
        limit.take("a", Duration.ZERO);
        limit.take("a", Duration.ZERO);
        limit.giveBack("a");

        assertTrue(limit.take("a", Duration.ZERO));
    }

    @Test
    void keysThatNobodyHoldsAreForgotten() throws Exception {
        limit.take("a", Duration.ZERO);
        limit.take("a", Duration.ZERO);
        limit.take("a", Duration.ZERO);
        limit.giveBack("a");
        assertEquals(1, limit.keys());
        limit.giveBack("a");

        assertEquals(0, limit.keys());
    }

    @Test
    void whoIsInterruptedLeavesNoTrace() {
        Thread.currentThread().interrupt();

        assertThrows(InterruptedException.class, () -> limit.take("a", Duration.ofSeconds(10)));
        assertEquals(0, limit.keys());
    }

    @Test
    void placesAreNeverMoreNorLost() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> turns = IntStream.range(0, 500)
                    .<Callable<Boolean>>mapToObj(i -> () -> {
                        String key = "key" + i % 3;
                        boolean taken = limit.take(key, Duration.ofSeconds(10));
                        limit.giveBack(key);
                        return taken;
                    })
                    .toList();
            for (Future<Boolean> turn : threads.invokeAll(turns)) {
                assertTrue(turn.get());
            }
        }
        assertEquals(0, limit.keys());
        take("key1", 2);
        assertFalse(limit.take("key1", Duration.ZERO));
    }
}

package dev.trainyard.kit.database;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PulseTest {

    private static final long LONG = Duration.ofMillis(200).toNanos();

    private final Pulse pulse = new Pulse();

    @Test
    void delayIsLongWhileAllProcessorsAreTakenAndShortAfterwards() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        int processors = Runtime.getRuntime().availableProcessors();
        long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        IntStream.range(0, 4 * processors)
                .forEach(i -> Thread.startVirtualThread(() -> {
                    begun.countDown();
                    while (System.nanoTime() < end) {
                        Thread.onSpinWait();
                    }
                }));
        begun.await();

        await().atMost(Duration.ofSeconds(2)).until(() -> pulse.delay() > LONG);
        await().until(() -> pulse.delay() < LONG);
        assertTrue(System.nanoTime() > end);
    }
}

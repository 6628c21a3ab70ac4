package dev.trainyard.kit.outward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SystemNameLookupTest {

    private static final Duration ENOUGH = Duration.ofSeconds(20);

    private final SystemNameLookup names = new SystemNameLookup();

    @AfterEach
    void stop() {
        names.stop();
    }

    @Test
    void machineSaysItsOwnAddress() throws Exception {
        List<InetAddress> addresses = names.addresses("localhost", ENOUGH);

        assertFalse(addresses.isEmpty());
        assertTrue(addresses.stream().allMatch(InetAddress::isLoopbackAddress));
    }

    @Test
    void whoIsInterruptedStopsWaiting() {
        Thread.currentThread().interrupt();

        assertThrows(InterruptedException.class, () -> names.addresses("localhost", ENOUGH));
        assertEquals(false, Thread.currentThread().isInterrupted());
    }

    @Test
    void stoppedOneAsksNobody() {
        names.stop();

        assertThrows(RejectedExecutionException.class, () -> names.addresses("localhost", ENOUGH));
    }
}

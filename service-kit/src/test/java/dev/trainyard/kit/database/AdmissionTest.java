package dev.trainyard.kit.database;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private static final long SHORT = Duration.ofMillis(50).toNanos();
    private static final long LONG = SHORT + 1;

    private final AtomicLong clock = new AtomicLong();
    private final Admission admission = new Admission(Duration.ofSeconds(1), Duration.ofMillis(50), clock::get);

    @Test
    void aBurstMayWait() {
        admission.admits(0);
        pass(Duration.ofMillis(999));

        assertTrue(admission.admits(LONG));
    }

    @Test
    void aQueueThatStandsIsKeptShort() {
        pass(Duration.ofSeconds(1));

        assertFalse(admission.admits(LONG));
        assertTrue(admission.admits(SHORT));
    }

    @Test
    void aShortQueueAfterARefusalIsNoBeginningOfABurst() {
        pass(Duration.ofSeconds(1));
        admission.admits(LONG);
        admission.admits(SHORT);
        pass(Duration.ofMillis(500));

        assertFalse(admission.admits(LONG));
    }

    @Test
    void aBurstMayWaitAgainWhenNobodyWasRefusedForAsLong() {
        pass(Duration.ofSeconds(1));
        admission.admits(LONG);
        pass(Duration.ofSeconds(1));
        admission.admits(SHORT);

        assertTrue(admission.admits(LONG));
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }
}

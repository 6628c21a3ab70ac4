package dev.trainyard.quiz.message;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PausesTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final String receiver = UUID.randomUUID().toString();
    private final Pauses pauses = new Pauses();

    @Test
    void whatIsTakenIsHeldUntilTheDatabaseKnows() {
        pauses.begin(receiver, LONG);

        assertTrue(pauses.hold(receiver, System.nanoTime()));
        assertFalse(pauses.hold("another", System.nanoTime()));
    }

    @Test
    void whatIsTakenAfterThatGoesSinceSomebodyHasEndedThePause() {
        long before = System.nanoTime() - 1;
        pauses.begin(receiver, LONG);

        pauses.told(receiver);

        assertTrue(pauses.hold(receiver, before));
        assertFalse(pauses.hold(receiver, System.nanoTime()));
    }

    @Test
    void laterWordHoldsWhatWasTakenMeanwhile() {
        pauses.begin(receiver, LONG);
        pauses.told(receiver);
        long meanwhile = System.nanoTime();

        pauses.begin(receiver, Duration.ofMinutes(1));

        assertTrue(pauses.hold(receiver, meanwhile));
    }

    @Test
    void pauseEnds() {
        pauses.begin(receiver, Duration.ZERO);

        assertFalse(pauses.hold(receiver, System.nanoTime()));
    }
}

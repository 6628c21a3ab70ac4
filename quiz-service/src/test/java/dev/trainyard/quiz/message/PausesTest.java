package dev.trainyard.quiz.message;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PausesTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final UUID channel = UUID.randomUUID();
    private final Pauses pauses = new Pauses();

    @Test
    void whatIsTakenIsHeldUntilTheDatabaseKnows() {
        pauses.begin(channel, LONG);

        assertTrue(pauses.hold(channel, System.nanoTime()));
        assertFalse(pauses.hold(UUID.randomUUID(), System.nanoTime()));
    }

    @Test
    void whatIsTakenAfterThatGoesSinceSomebodyHasEndedThePause() {
        long before = System.nanoTime() - 1;
        pauses.begin(channel, LONG);

        pauses.told(channel);

        assertTrue(pauses.hold(channel, before));
        assertFalse(pauses.hold(channel, System.nanoTime()));
    }

    @Test
    void laterWordHoldsWhatWasTakenMeanwhile() {
        pauses.begin(channel, LONG);
        pauses.told(channel);
        long meanwhile = System.nanoTime();

        pauses.begin(channel, Duration.ofMinutes(1));

        assertTrue(pauses.hold(channel, meanwhile));
    }

    @Test
    void pauseEnds() {
        pauses.begin(channel, Duration.ZERO);

        assertFalse(pauses.hold(channel, System.nanoTime()));
    }
}

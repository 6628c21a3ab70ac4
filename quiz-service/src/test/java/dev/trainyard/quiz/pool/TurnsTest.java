package dev.trainyard.quiz.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.http.problem.Problem;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private final Turns turns = new Turns(2, Duration.ZERO, "Too many ask.");

    @Test
    void asManyWorkAsThereArePlaces() {
        assertEquals("done", turns.take(() -> turns.take(() -> "done")));
    }

    @Test
    void oneMoreIsRefusedWhenItHasWaited() {
        Problem refusal = turns.take(() -> turns.take(() -> assertThrows(Problem.class, this::work)));

        assertEquals(503, refusal.status());
        assertEquals("overloaded", refusal.code());
    }

    @Test
    void placeIsFreeAgainAfterwards() {
        for (int i = 0; i < 3; i++) {
            work();
        }

        assertEquals("done", work());
    }

    @Test
    void placeOfWhatFailedIsFreeAgain() {
        for (int i = 0; i < 3; i++) {
            assertThrows(
                    IllegalStateException.class,
                    () -> turns.take(() -> {
                        throw new IllegalStateException("It fails.");
                    }));
        }

        assertEquals("done", work());
    }

    @Test
    void whoIsInterruptedAsTheyWaitIsToldThatTheServiceStops() {
        Thread.currentThread().interrupt();

        Problem refusal = assertThrows(Problem.class, this::work);

        assertTrue(Thread.interrupted());
        assertEquals("stopping", refusal.code());
    }

    private String work() {
        return turns.take(() -> "done");
    }
}

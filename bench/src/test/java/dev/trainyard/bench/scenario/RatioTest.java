package dev.trainyard.bench.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class RatioTest {

    /** A machine that slows down in the middle slows both down. */
    @Test
    void eachRoundIsComparedWithItsOwn() {
        assertEquals(new Ratio(0.5, 0.5, 0.5), Ratio.of(List.of(1.0, 10.0, 2.0), List.of(2.0, 20.0, 4.0)));
    }

    @Test
    void spreadIsTheLowestAndTheHighest() {
        assertEquals(
                "2.00 (1.00–4.00)",
                Ratio.of(List.of(4.0, 1.0, 2.0), List.of(1.0, 1.0, 1.0)).toString());
    }

    @Test
    void smallRatiosHaveMoreDigits() {
        assertEquals(
                "0.021 (0.018–0.024)",
                Ratio.of(List.of(2.1, 1.8, 2.4), List.of(100.0, 100.0, 100.0)).toString());
    }

    @Test
    void middleOfTwoIsBetweenThem() {
        assertEquals(2, Ratio.of(List.of(1.0, 3.0), List.of(1.0, 1.0)).median());
    }

    @Test
    void noRoundsAreNoRatio() {
        assertThrows(IllegalArgumentException.class, () -> Ratio.of(List.of(), List.of()));
    }

    @Test
    void promiseIsKeptAtItsBound() {
        Ratio half = new Ratio(0.5, 0.4, 0.6);
        assertTrue(Goal.atMost(0.5, "saves half").isMetBy(half));
        assertFalse(Goal.atMost(0.49, "saves more than half").isMetBy(half));
        assertTrue(Goal.atLeast(0.5, "half of it").isMetBy(half));
        assertFalse(Goal.atLeast(0.51, "more than half of it").isMetBy(half));
    }
}

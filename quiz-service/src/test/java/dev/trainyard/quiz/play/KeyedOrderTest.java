package dev.trainyard.quiz.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyedOrderTest {

    private static final UUID KEY = UUID.fromString("7d444840-9dc0-11d1-b245-5ffdce74fad2");

    /** What was shown must stay so: over restarts, replicas and versions. */
    @Test
    void orderNeverChanges() {
        assertEquals(KeyedOrder.of(KEY, "options\n1", 12), KeyedOrder.of(KEY, "options\n1", 12));
        assertEquals(PINNED, KeyedOrder.of(KEY, "options\n1", 12));
    }

    @Test
    void orderIsOfItsKeyAndOfWhatItIsAbout() {
        List<Integer> order = KeyedOrder.of(KEY, "options\n1", 12);

        assertNotEquals(order, KeyedOrder.of(KEY, "options\n2", 12));
        assertNotEquals(order, KeyedOrder.of(new UUID(1, 2), "options\n1", 12));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 12, 500})
    void everyNumberIsThereOnce(int size) {
        for (int i = 0; i < 50; i++) {
            assertEquals(
                    KeyedOrder.ascending(size),
                    KeyedOrder.of(KEY, "about " + i, size).stream().sorted().toList());
        }
    }

    @Test
    void everyOrderIsAsLikely() {
        Map<List<Integer>, Integer> times = new HashMap<>();
        for (int i = 0; i < 24_000; i++) {
            times.merge(KeyedOrder.of(KEY, "player " + i, 4), 1, Integer::sum);
        }

        assertEquals(24, times.size());
        // Six standard deviations: the same every time, since the key is.
        assertTrue(times.values().stream().allMatch(count -> Math.abs(count - 1_000) < 190), times.toString());
    }

    @Test
    void hiddenOrderIsNeverTheRightOne() {
        for (int i = 0; i < 2_000; i++) {
            assertNotEquals(List.of(0, 1, 2), KeyedOrder.hiding(KEY, "player " + i, 3));
        }
    }

    @Test
    void ofTwoEitherMayBeFirst() {
        Map<List<Integer>, Integer> times = new HashMap<>();
        for (int i = 0; i < 2_000; i++) {
            times.merge(KeyedOrder.hiding(KEY, "player " + i, 2), 1, Integer::sum);
        }

        assertTrue(times.values().stream().allMatch(count -> Math.abs(count - 1_000) < 140), times.toString());
    }

    // Written down once, from the first run.
    private static final List<Integer> PINNED = List.of(4, 3, 5, 10, 9, 8, 6, 7, 1, 2, 11, 0);
}

package dev.trainyard.deployment.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RunIdsTest {

    @Test
    void idsAreVersionSeven() {
        UUID id = RunIds.next();
        assertEquals(7, id.version());
        assertEquals(2, id.variant());
    }

    @Test
    void idsGrow() {
        List<UUID> ids = Stream.generate(RunIds::next).limit(50_000).toList();
        assertTrue(IntStream.range(1, ids.size())
                .allMatch(i -> ids.get(i - 1).toString().compareTo(ids.get(i).toString()) < 0));
    }

    @Test
    void idsOfManyThreadsDiffer() {
        assertEquals(
                20_000,
                IntStream.range(0, 20_000)
                        .parallel()
                        .mapToObj(i -> RunIds.next())
                        .distinct()
                        .count());
    }

    @Test
    void idTellsItsTime() {
        Instant before = Instant.now();
        UUID id = RunIds.next();
        assertFalse(RunIds.time(id).isBefore(before.minusMillis(1)));
        assertFalse(RunIds.time(id).isAfter(Instant.now().plusMillis(100)));
    }
}

package dev.trainyard.workout.resolution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResolutionConfigTest {

    @Test
    void defaultsSuitAReplica() {
        ResolutionConfig config = config(Map.of());

        assertEquals(new BigDecimal("0.4"), config.minSimilarity());
        assertEquals(100_000, config.cache().maxNames());
        assertEquals(Duration.ofMinutes(10), config.cache().ttl());
        assertEquals(50, config.cache().warmUsers());
    }

    @Test
    void everyKeyIsRead() {
        ResolutionConfig config = config(Map.of(
                "trainyard.resolution.min-similarity", "0.5",
                "trainyard.resolution.cache.max-names", "2",
                "trainyard.resolution.cache.ttl", "PT3S",
                "trainyard.resolution.cache.warm-users", "4"));

        assertEquals(new BigDecimal("0.5"), config.minSimilarity());
        assertEquals(2, config.cache().maxNames());
        assertEquals(Duration.ofSeconds(3), config.cache().ttl());
        assertEquals(4, config.cache().warmUsers());
    }

    @Test
    void unknownKeyIsRefused() {
        Exception refusal =
                assertThrows(Exception.class, () -> config(Map.of("trainyard.resolution.cache.max-nams", "2")));

        assertTrue(refusal.getMessage().contains("trainyard.resolution.cache.max-nams"), refusal.getMessage());
    }

    private static ResolutionConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(ResolutionConfig.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(ResolutionConfig.class);
    }
}

package dev.trainyard.gateway.breaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BreakerConfigTest {

    @Test
    void defaultsFindAReturnWithinASecond() {
        BreakerConfig config = config(Map.of());

        assertEquals(5, config.failures());
        assertEquals(Duration.ofMillis(500), config.failingFor());
        assertEquals(Duration.ofSeconds(1), config.pause());
    }

    @Test
    void everyKeyIsRead() {
        BreakerConfig config = config(Map.of(
                "trainyard.gateway.breaker.failures", "7",
                "trainyard.gateway.breaker.failing-for", "PT8S",
                "trainyard.gateway.breaker.pause", "PT9S"));

        assertEquals(7, config.failures());
        assertEquals(Duration.ofSeconds(8), config.failingFor());
        assertEquals(Duration.ofSeconds(9), config.pause());
    }

    @Test
    void unknownKeyIsRefused() {
        Exception refusal =
                assertThrows(Exception.class, () -> config(Map.of("trainyard.gateway.breaker.failure", "7")));

        assertTrue(refusal.getMessage().contains("trainyard.gateway.breaker.failure"), refusal.getMessage());
    }

    private static BreakerConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(BreakerConfig.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(BreakerConfig.class);
    }
}

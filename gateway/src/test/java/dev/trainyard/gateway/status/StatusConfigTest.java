package dev.trainyard.gateway.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusConfigTest {

    @Test
    void defaultsAreShort() {
        StatusConfig config = config(Map.of());

        assertEquals(Duration.ofSeconds(1), config.probeInterval());
        assertEquals(Duration.ofSeconds(1), config.probeTimeout());
    }

    @Test
    void everyKeyIsRead() {
        StatusConfig config = config(Map.of(
                "trainyard.gateway.status.probe-interval", "PT20S",
                "trainyard.gateway.status.probe-timeout", "PT21S"));

        assertEquals(Duration.ofSeconds(20), config.probeInterval());
        assertEquals(Duration.ofSeconds(21), config.probeTimeout());
    }

    @Test
    void unknownKeyIsRefused() {
        Exception refusal =
                assertThrows(Exception.class, () -> config(Map.of("trainyard.gateway.status.interval", "PT2S")));

        assertTrue(refusal.getMessage().contains("trainyard.gateway.status.interval"), refusal.getMessage());
    }

    private static StatusConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(StatusConfig.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(StatusConfig.class);
    }
}

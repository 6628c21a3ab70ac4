package dev.trainyard.gateway.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenApiConfigTest {

    @Test
    void defaultsAreShort() {
        OpenApiConfig config = config(Map.of());

        assertEquals(Duration.ofSeconds(30), config.refreshInterval());
        assertEquals(Duration.ofSeconds(5), config.timeout());
    }

    @Test
    void everyKeyIsRead() {
        OpenApiConfig config = config(Map.of(
                "trainyard.gateway.openapi.refresh-interval", "PT20S",
                "trainyard.gateway.openapi.timeout", "PT21S"));

        assertEquals(Duration.ofSeconds(20), config.refreshInterval());
        assertEquals(Duration.ofSeconds(21), config.timeout());
    }

    @Test
    void unknownKeyIsRefused() {
        Exception refusal =
                assertThrows(Exception.class, () -> config(Map.of("trainyard.gateway.openapi.interval", "PT2S")));

        assertTrue(refusal.getMessage().contains("trainyard.gateway.openapi.interval"), refusal.getMessage());
    }

    private static OpenApiConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(OpenApiConfig.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(OpenApiConfig.class);
    }
}

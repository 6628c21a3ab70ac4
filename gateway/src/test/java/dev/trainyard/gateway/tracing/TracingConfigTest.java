package dev.trainyard.gateway.tracing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TracingConfigTest {

    @Test
    void nothingIsSentByDefault() {
        TracingConfig config = config(Map.of());

        assertEquals(Optional.empty(), config.endpoint());
        assertEquals(1.0, config.share());
        assertEquals(Duration.ofSeconds(5), config.interval());
        assertEquals(Map.of(), config.headers());
    }

    @Test
    void everyKeyIsRead() {
        TracingConfig config = config(Map.of(
                "trainyard.gateway.tracing.endpoint", "http://c:4318/v1/traces",
                "trainyard.gateway.tracing.share", "0.1",
                "trainyard.gateway.tracing.interval", "PT20S",
                "trainyard.gateway.tracing.headers.\"x-key\"", "k"));

        assertEquals(Optional.of("http://c:4318/v1/traces"), config.endpoint());
        assertEquals(0.1, config.share());
        assertEquals(Duration.ofSeconds(20), config.interval());
        assertEquals(Map.of("x-key", "k"), config.headers());
    }

    @Test
    void unknownKeyIsRefused() {
        Exception refusal = assertThrows(Exception.class, () -> config(Map.of("trainyard.gateway.tracing.url", "7")));

        assertTrue(refusal.getMessage().contains("trainyard.gateway.tracing.url"), refusal.getMessage());
    }

    private static TracingConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(TracingConfig.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(TracingConfig.class);
    }
}

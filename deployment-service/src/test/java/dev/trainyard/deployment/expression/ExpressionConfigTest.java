package dev.trainyard.deployment.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExpressionConfigTest {

    @Test
    void defaults() {
        assertEquals(new Limits(250_000_000, 10_000_000, 64 << 20, 1 << 20, 200, 500), Limits.of(config(Map.of())));
    }

    @Test
    void everyKeyIsRead() {
        Map<String, String> values = Map.of(
                "trainyard.expression.time-limit", "PT0.1S",
                "trainyard.expression.max-steps", "1000",
                "trainyard.expression.max-memory", "2M",
                "trainyard.expression.max-result", "3K",
                "trainyard.expression.max-nesting", "50",
                "trainyard.expression.max-depth", "60");
        assertEquals(new Limits(100_000_000, 1000, 2 << 20, 3 << 10, 50, 60), Limits.of(config(values)));
    }

    @Test
    void unknownKeyIsRefused() {
        Exception refusal =
                assertThrows(Exception.class, () -> config(Map.of("trainyard.expression.max-time", "PT1S")));
        assertTrue(refusal.getMessage().contains("trainyard.expression.max-time"), refusal.getMessage());
    }

    private static ExpressionConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(ExpressionConfig.class)
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withDefaultValues(values)
                .build()
                .getConfigMapping(ExpressionConfig.class);
    }
}

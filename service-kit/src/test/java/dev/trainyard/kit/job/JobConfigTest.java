package dev.trainyard.kit.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobConfigTest {

    @Test
    void defaults() {
        JobConfig config = config(Map.of());

        assertTrue(config.enabled());
        assertEquals(Duration.ofSeconds(5), config.pollEvery());
        assertEquals(Duration.ofSeconds(15), config.heartbeatEvery());
        assertEquals(3, config.maxAtOnce());
        assertEquals(Duration.ofSeconds(10), config.retryAfter());
        assertEquals(Duration.ofMinutes(10), config.retryAfterAtMost());
        assertEquals(Duration.ofSeconds(4), config.stopWithin());
    }

    @Test
    void unknownKeyIsRefused() {
        assertThrows(ConfigValidationException.class, () -> config(Map.of("trainyard.jobs.poll", "PT1S")));
    }

    private static JobConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(JobConfig.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(JobConfig.class);
    }
}

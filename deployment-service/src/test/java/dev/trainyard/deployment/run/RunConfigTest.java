package dev.trainyard.deployment.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RunConfigTest {

    private static RunConfig config(String name, String value) {
        return new SmallRyeConfigBuilder()
                .withMapping(RunConfig.class)
                .withDefaultValue(name, value)
                .build()
                .getConfigMapping(RunConfig.class);
    }

    @Test
    void defaultsAreThoseOfTheDocumentation() {
        RunConfig config = config("trainyard.other", "x");
        assertEquals(Duration.ofMillis(50), config.saveAfter());
        assertEquals(Duration.ofSeconds(1), config.sitOut());
        assertEquals(Duration.ofSeconds(20), config.lease());
        assertEquals(Duration.ofSeconds(5), config.renewEvery());
        assertEquals(Duration.ofMillis(500), config.lookEvery());
        assertEquals(500, config.maxInWork());
        assertEquals(5, config.maxTakeovers());
        assertEquals(Duration.ofSeconds(2), config.stopWithin());
    }

    @Test
    void unknownSettingIsRefused() {
        assertThrows(ConfigValidationException.class, () -> config("trainyard.runs.lese", "PT1S"));
    }
}

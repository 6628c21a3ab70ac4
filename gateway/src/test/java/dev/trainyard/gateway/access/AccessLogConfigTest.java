package dev.trainyard.gateway.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccessLogConfigTest {

    @Test
    void defaultsTellLittle() {
        AccessLogConfig config = config(Map.of());

        assertFalse(config.enabled());
        assertEquals(Optional.empty(), config.userKey());
        assertEquals(ClientAddress.TRUNCATED, config.address());
    }

    @Test
    void everyKeyIsRead() {
        AccessLogConfig config = config(Map.of(
                "trainyard.gateway.access-log.enabled", "true",
                "trainyard.gateway.access-log.user-key", "sixteen characters",
                "trainyard.gateway.access-log.address", "none"));

        assertTrue(config.enabled());
        assertEquals(Optional.of("sixteen characters"), config.userKey());
        assertEquals(ClientAddress.NONE, config.address());
    }

    @Test
    void unknownKeyIsRefused() {
        Exception refusal =
                assertThrows(Exception.class, () -> config(Map.of("trainyard.gateway.access-log.format", "short")));

        assertTrue(refusal.getMessage().contains("trainyard.gateway.access-log.format"), refusal.getMessage());
    }

    private static AccessLogConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(AccessLogConfig.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(AccessLogConfig.class);
    }
}

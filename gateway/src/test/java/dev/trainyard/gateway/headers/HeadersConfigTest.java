package dev.trainyard.gateway.headers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeadersConfigTest {

    @Test
    void nothingIsSaidOfHttpsByDefault() {
        HeadersConfig config = config(Map.of());

        assertEquals(Optional.empty(), config.hsts());
    }

    @Test
    void everyKeyIsRead() {
        HeadersConfig config = config(Map.of("trainyard.gateway.headers.hsts", "P1D"));

        assertEquals(Optional.of(Duration.ofDays(1)), config.hsts());
    }

    @Test
    void unknownKeyIsRefused() {
        Exception refusal = assertThrows(Exception.class, () -> config(Map.of("trainyard.gateway.headers.csp", "7")));

        assertTrue(refusal.getMessage().contains("trainyard.gateway.headers.csp"), refusal.getMessage());
    }

    private static HeadersConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(HeadersConfig.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(HeadersConfig.class);
    }
}

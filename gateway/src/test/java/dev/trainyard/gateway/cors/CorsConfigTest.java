package dev.trainyard.gateway.cors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CorsConfigTest {

    @Test
    void nobodyIsAllowedByDefault() {
        CorsConfig config = config(Map.of());

        assertEquals(Optional.empty(), config.origins());
        assertEquals(false, config.credentials());
        assertEquals(Duration.ofHours(1), config.maxAge());
    }

    @Test
    void everyKeyIsRead() {
        CorsConfig config = config(Map.of(
                "trainyard.gateway.cors.origins", "https://a.example,http://b:81",
                "trainyard.gateway.cors.credentials", "true",
                "trainyard.gateway.cors.headers", "X-A",
                "trainyard.gateway.cors.max-age", "PT20S"));

        assertEquals(Optional.of(Set.of("https://a.example", "http://b:81")), config.origins());
        assertEquals(true, config.credentials());
        assertEquals(Set.of("X-A"), config.headers());
        assertEquals(Duration.ofSeconds(20), config.maxAge());
    }

    @Test
    void unknownKeyIsRefused() {
        Exception refusal = assertThrows(Exception.class, () -> config(Map.of("trainyard.gateway.cors.origin", "7")));

        assertTrue(refusal.getMessage().contains("trainyard.gateway.cors.origin"), refusal.getMessage());
    }

    @Test
    void credentialsAreNotForEveryone() {
        CorsConfig config =
                config(Map.of("trainyard.gateway.cors.origins", "*", "trainyard.gateway.cors.credentials", "true"));

        Exception refusal = assertThrows(Exception.class, () -> new Cors(config));

        assertTrue(refusal.getMessage().contains("trainyard.gateway.cors.credentials"), refusal.getMessage());
    }

    private static CorsConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(CorsConfig.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(CorsConfig.class);
    }
}

package dev.trainyard.training.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;

class WebhookConfigTest {

    @Test
    void defaults() {
        WebhookConfig config = config(properties(Map.of()));

        assertEquals(Map.of(), config.providers());
        assertEquals(Duration.ofSeconds(1), config.every());
        assertEquals(8, config.maxAttempts());
        assertEquals(Duration.ofSeconds(30), config.retryAfter());
        assertEquals(Duration.ofDays(30), config.retention());
    }

    @Test
    void environmentNamesAProvider() {
        WebhookConfig config = config(new EnvConfigSource(
                Map.of(
                        "TRAINYARD_WEBHOOKS_PROVIDERS_STRAVA_PATH_SECRET", "0123456789abcdef",
                        "TRAINYARD_WEBHOOKS_PROVIDERS_STRAVA_VERIFY_TOKEN", "12345678",
                        "TRAINYARD_WEBHOOKS_PROVIDERS_STRAVA_SUBSCRIPTION_ID", "7",
                        "TRAINYARD_WEBHOOKS_PROVIDERS_STRAVA_HMAC_SECRET", "abcdefgh",
                        "TRAINYARD_WEBHOOKS_PROVIDERS_STRAVA_HMAC_HEADER", "X-Signature"),
                300));

        WebhookConfig.Agreement strava = config.providers().get("strava");
        assertEquals("0123456789abcdef", strava.pathSecret());
        assertEquals(Optional.of("12345678"), strava.verifyToken());
        assertEquals(Optional.of("7"), strava.subscriptionId());
        assertEquals(Optional.of("abcdefgh"), strava.hmacSecret());
        assertEquals("X-Signature", strava.hmacHeader());
    }

    @Test
    void providerWithoutASecretIsRefused() {
        assertThrows(
                ConfigValidationException.class,
                () -> config(properties(Map.of("trainyard.webhooks.providers.strava.verify-token", "12345678"))));
    }

    @Test
    void unknownKeyIsRefused() {
        assertThrows(
                ConfigValidationException.class, () -> config(properties(Map.of("trainyard.webhooks.provider", "x"))));
    }

    private static ConfigSource properties(Map<String, String> values) {
        return new PropertiesConfigSource(values, "test", 300);
    }

    private static WebhookConfig config(ConfigSource source) {
        return new SmallRyeConfigBuilder()
                .withMapping(WebhookConfig.class)
                .withSources(source)
                .build()
                .getConfigMapping(WebhookConfig.class);
    }
}

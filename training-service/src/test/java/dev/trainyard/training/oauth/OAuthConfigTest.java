package dev.trainyard.training.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonPointer;
import dev.trainyard.training.oauth.OAuthConfig.ClientAuthentication;
import dev.trainyard.training.oauth.Provider.Window;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OAuthConfigTest {

    private static final String ANY = "trainyard.oauth.providers.any.";

    private static final Map<String, String> SMALLEST = Map.of(
            ANY + "authorization-url", "https://any.example/authorize",
            ANY + "token-url", "https://10.0.0.8/token",
            ANY + "client-id", "an id",
            ANY + "client-secret", "a secret");

    @Test
    void defaults() {
        OAuthConfig config = config(SMALLEST, Map.of());
        assertEquals(Duration.ofSeconds(3), config.connectTimeout());
        assertEquals(Duration.ofSeconds(10), config.timeout());
        assertEquals(Duration.ofSeconds(15), config.patience());
        assertEquals(Duration.ofMinutes(1), config.lease());
        assertEquals(Duration.ofMinutes(1), config.refreshEvery());
        assertEquals(4, config.concurrency());
        assertTrue(config.redirectUris().isEmpty());
        assertEquals(
                new Provider(
                        "any",
                        URI.create("https://any.example/authorize"),
                        URI.create("https://10.0.0.8/token"),
                        "an id",
                        "a secret",
                        ClientAuthentication.BODY,
                        "",
                        Map.of(),
                        Map.of(),
                        Optional.empty(),
                        true,
                        Duration.ofMinutes(30),
                        List.of(),
                        20),
                new Providers(config).require("any"));
    }

    @Test
    void stravaNeedsItsClientFromTheEnvironmentOnly() {
        Provider strava = new Providers(config(
                        presets(),
                        Map.of(
                                "TRAINYARD_OAUTH_PROVIDERS_STRAVA_CLIENT_ID", "123",
                                "TRAINYARD_OAUTH_PROVIDERS_STRAVA_CLIENT_SECRET", "a secret",
                                "TRAINYARD_OAUTH_PROVIDERS_STRAVA_BUDGETS_DAY_CALLS", "1000")))
                .require("strava");
        assertEquals("123", strava.clientId());
        assertEquals("a secret", strava.clientSecret());
        assertEquals(URI.create("https://www.strava.com/oauth/token"), strava.tokenUrl());
        assertEquals(List.of(new Window("quarter-hour", 900, 200), new Window("day", 86_400, 1_000)), strava.windows());
        assertEquals(Map.of("approval_prompt", "auto"), strava.authorizationParameters());
    }

    @Test
    void whoopNeedsItsClientFromTheEnvironmentOnly() {
        Provider whoop = new Providers(config(
                        presets(),
                        Map.of(
                                "TRAINYARD_OAUTH_PROVIDERS_WHOOP_CLIENT_ID", "123",
                                "TRAINYARD_OAUTH_PROVIDERS_WHOOP_CLIENT_SECRET", "a secret")))
                .require("whoop");
        assertEquals(Map.of("scope", "offline"), whoop.refreshParameters());
        assertEquals(List.of(new Window("minute", 60, 100), new Window("day", 86_400, 10_000)), whoop.windows());
    }

    @Test
    void providerIsMadeByTheEnvironmentAlone() {
        String any = "TRAINYARD_OAUTH_PROVIDERS_FITBIT_";
        Provider fitbit = new Providers(config(
                        Map.of(),
                        Map.of(
                                any + "AUTHORIZATION_URL", "https://fitbit.example/a",
                                any + "TOKEN_URL", "https://fitbit.example/t",
                                any + "CLIENT_ID", "123",
                                any + "CLIENT_SECRET", "a secret",
                                any + "CLIENT_AUTHENTICATION", "basic",
                                any + "AUTHORIZATION_PARAMETERS_PROMPT", "consent",
                                any + "REFRESH_PARAMETERS_SCOPE", "offline",
                                any + "ACCOUNT_POINTER", "/user_id",
                                any + "BUDGETS_HOUR_PERIOD", "PT1H",
                                any + "BUDGETS_HOUR_CALLS", "150")))
                .require("fitbit");
        assertEquals(ClientAuthentication.BASIC, fitbit.clientAuthentication());
        assertEquals(Map.of("prompt", "consent"), fitbit.authorizationParameters());
        assertEquals(Map.of("scope", "offline"), fitbit.refreshParameters());
        assertEquals(Optional.of(JsonPointer.valueOf("/user_id")), fitbit.accountPointer());
        assertEquals(List.of(new Window("hour", 3_600, 150)), fitbit.windows());
    }

    @Test
    void withoutSecretsAllPresetsAreOff() {
        Providers providers = new Providers(config(presets(), Map.of()));
        assertEquals(List.of("strava", "whoop"), List.copyOf(providers.names()));
        assertTrue(providers.configured().isEmpty());
    }

    @Test
    void secretIsInNoText() {
        Provider provider = new Providers(config(SMALLEST, Map.of())).require("any");
        assertFalse(provider.toString().contains("a secret"));
    }

    @ParameterizedTest
    @CsvSource({
        "token-url, http://any.example/token",
        "token-url, http://10.0.0.8/token",
        "token-url, ftp://any.example/token",
        "token-url, https:token",
        "authorization-url, https://any.example/authorize#here",
        "account-pointer, athlete.id",
        "budgets.a.period, PT0S",
        "budgets.a.period, P40000D"
    })
    void whatCannotBeMeantIsRefused(String property, String value) {
        Map<String, String> properties = new HashMap<>(SMALLEST);
        properties.put(ANY + "budgets.a.period", "PT1H");
        properties.put(ANY + "budgets.a.calls", "1");
        properties.put(ANY + property, value);
        OAuthConfig config = config(properties, Map.of());
        assertThrows(ConfigurationException.class, () -> new Providers(config));
    }

    @Test
    void periodsAreThereOnce() {
        Map<String, String> properties = new HashMap<>(SMALLEST);
        properties.putAll(Map.of(
                ANY + "budgets.a.period", "PT60M",
                ANY + "budgets.a.calls", "1",
                ANY + "budgets.b.period", "PT1H",
                ANY + "budgets.b.calls", "2"));
        assertThrows(ConfigurationException.class, () -> new Providers(config(properties, Map.of())));
    }

    @ParameterizedTest
    @CsvSource({"providers", "Any", "an-endless-name-of-a-provider-that-nobody-has", "a_b"})
    void nameIsOneThatAPathCanHave(String name) {
        Map<String, String> properties = SMALLEST.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().replace(".any.", "." + name + "."), Map.Entry::getValue));
        assertThrows(ConfigurationException.class, () -> new Providers(config(properties, Map.of())));
    }

    @Test
    void leaseIsMuchLongerThanACall() {
        Map<String, String> properties = Map.of("trainyard.oauth.lease", "PT19S");
        assertThrows(ConfigurationException.class, () -> new Providers(config(properties, Map.of())));
    }

    @Test
    void unknownPropertyIsRefused() {
        Map<String, String> properties = new HashMap<>(SMALLEST);
        properties.put(ANY + "token-ulr", "https://any.example/token");
        assertThrows(ConfigValidationException.class, () -> config(properties, Map.of()));
    }

    /** As they are delivered; the tests' own properties have the same name and none of these. */
    private static Map<String, String> presets() {
        Properties properties = new Properties();
        try {
            var files = OAuthConfigTest.class.getClassLoader().getResources("application.properties");
            while (files.hasMoreElements()) {
                try (InputStream file = files.nextElement().openStream()) {
                    properties.load(file);
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return properties.stringPropertyNames().stream()
                .filter(name -> name.startsWith("trainyard.oauth."))
                .collect(Collectors.toMap(name -> name, properties::getProperty));
    }

    private static OAuthConfig config(Map<String, String> properties, Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(properties, "test", 100), new EnvConfigSource(environment, 300))
                .withMapping(OAuthConfig.class)
                .build()
                .getConfigMapping(OAuthConfig.class);
    }
}

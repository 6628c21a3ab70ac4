package dev.trainyard.gateway.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardConfigTest {

    @Test
    void defaultsSuitAServiceThatIsThere() {
        ForwardConfig config = config(Map.of());

        assertEquals(Duration.ofSeconds(1), config.connectTimeout());
        assertEquals(Duration.ofSeconds(30), config.responseTimeout());
        assertEquals(Map.of(), config.slowResponses());
        assertEquals(Duration.ofSeconds(60), config.bodyIdleTimeout());
        assertEquals(512, config.maxRequests());
        assertEquals(5_000, config.maxStreams());
        assertEquals(Duration.ofSeconds(15), config.keepAlive());
        assertEquals(Duration.ofSeconds(60), config.maxConnectionAge());
        assertEquals(Optional.empty(), config.trustedProxies());
    }

    @Test
    void everyKeyIsRead() {
        ForwardConfig config = config(Map.of(
                "trainyard.gateway.forward.connect-timeout", "PT2S",
                "trainyard.gateway.forward.response-timeout", "PT3S",
                "trainyard.gateway.forward.slow-responses.\"/api/v1/imports\"", "PT4M",
                "trainyard.gateway.forward.body-idle-timeout", "PT5S",
                "trainyard.gateway.forward.max-requests", "6",
                "trainyard.gateway.forward.max-streams", "9",
                "trainyard.gateway.forward.keep-alive", "PT7S",
                "trainyard.gateway.forward.max-connection-age", "PT8S",
                "trainyard.gateway.forward.trusted-proxies", "10.0.0.0/8, ::1"));

        assertEquals(Duration.ofSeconds(2), config.connectTimeout());
        assertEquals(Duration.ofSeconds(3), config.responseTimeout());
        assertEquals(Map.of("/api/v1/imports", Duration.ofMinutes(4)), config.slowResponses());
        assertEquals(Duration.ofSeconds(5), config.bodyIdleTimeout());
        assertEquals(6, config.maxRequests());
        assertEquals(9, config.maxStreams());
        assertEquals(Duration.ofSeconds(7), config.keepAlive());
        assertEquals(Duration.ofSeconds(8), config.maxConnectionAge());
        assertEquals(2, config.trustedProxies().orElseThrow().size());
    }

    @Test
    void unknownKeyIsRefused() {
        Exception refusal =
                assertThrows(Exception.class, () -> config(Map.of("trainyard.gateway.forward.conect-timeout", "PT2S")));

        assertTrue(refusal.getMessage().contains("trainyard.gateway.forward.conect-timeout"), refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"proxy.example.org", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0/8", "fe80::/x", "/8", "10.0.0.1/"})
    void whatIsNoRangeOfAddressesIsRefused(String range) {
        String key = "trainyard.gateway.forward.trusted-proxies";
        Exception refusal = assertThrows(Exception.class, () -> config(Map.of(key, range)));

        assertTrue(refusal.getMessage().contains(key), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("'" + range + "' is not"), refusal.getMessage());
    }

    private static ForwardConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(ForwardConfig.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(ForwardConfig.class);
    }
}

package dev.trainyard.gateway.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LimitsConfigTest {

    @Test
    void defaultsAreGenerousForAnApp() {
        LimitsConfig config = config(Map.of());

        assertEquals(new Limit(600, Duration.ofSeconds(30)), config.address());
        assertEquals(20, config.badCredentials());
        assertEquals(new Limit(1000, Duration.ofSeconds(10)), config.user());
        assertEquals(new Limit(1000, Duration.ofSeconds(10)), config.key());
        assertEquals(Map.of(), config.routes());
        assertEquals(50_000, config.maxClients());
        assertEquals(Optional.empty(), config.shared());
        assertEquals(2_000, config.connectionsPerAddress());
        assertEquals(Duration.ofSeconds(10), config.headTimeout());
        assertEquals(240, config.minBodyRate());
    }

    @Test
    void everyKeyIsRead() {
        LimitsConfig config = config(Map.of(
                "trainyard.gateway.limits.address", "1/1S",
                "trainyard.gateway.limits.bad-credentials", "2",
                "trainyard.gateway.limits.user", "3/3S",
                "trainyard.gateway.limits.key", "off",
                "trainyard.gateway.limits.routes.\"/api/v1/imports\"", "5/1M",
                "trainyard.gateway.limits.max-clients", "6",
                "trainyard.gateway.limits.connections-per-address", "7",
                "trainyard.gateway.limits.head-timeout", "PT8S",
                "trainyard.gateway.limits.min-body-rate", "9"));

        assertEquals(new Limit(1, Duration.ofSeconds(1)), config.address());
        assertEquals(2, config.badCredentials());
        assertEquals(new Limit(3, Duration.ofSeconds(3)), config.user());
        assertEquals(Limit.OFF, config.key());
        assertEquals(Map.of("/api/v1/imports", new Limit(5, Duration.ofMinutes(1))), config.routes());
        assertEquals(6, config.maxClients());
        assertEquals(7, config.connectionsPerAddress());
        assertEquals(Duration.ofSeconds(8), config.headTimeout());
        assertEquals(9, config.minBodyRate());
    }

    @Test
    void replicasShareInADatabase() {
        LimitsConfig config = config(Map.of(
                "trainyard.gateway.limits.shared", "postgresql",
                "trainyard.gateway.limits.database.url", "jdbc:postgresql://db/limits",
                "trainyard.gateway.limits.database.user", "gateway",
                "trainyard.gateway.limits.database.password", "secret"));

        assertEquals(Optional.of(LimitsConfig.Store.POSTGRESQL), config.shared());
        assertEquals(
                Optional.of("jdbc:postgresql://db/limits"), config.database().url());
        assertEquals(Optional.of("gateway"), config.database().user());
        assertEquals(Optional.of("secret"), config.database().password());
    }

    @Test
    void limitThatIsNoneIsRefusedByItsKey() {
        Exception refusal =
                assertThrows(Exception.class, () -> config(Map.of("trainyard.gateway.limits.user", "many")));

        assertTrue(refusal.getMessage().contains("trainyard.gateway.limits.user"), refusal.getMessage());
    }

    @Test
    void unknownKeyIsRefused() {
        Exception refusal =
                assertThrows(Exception.class, () -> config(Map.of("trainyard.gateway.limits.users", "1/1S")));

        assertTrue(refusal.getMessage().contains("trainyard.gateway.limits.users"), refusal.getMessage());
    }

    private static LimitsConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(LimitsConfig.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(LimitsConfig.class);
    }
}

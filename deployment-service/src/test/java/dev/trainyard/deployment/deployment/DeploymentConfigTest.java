package dev.trainyard.deployment.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeploymentConfigTest {

    @Test
    void defaultsSuitAReplica() {
        DeploymentConfig config = config(Map.of());

        assertEquals(20_000, config.cache().maxDeployments());
        assertEquals(Duration.ofMinutes(10), config.cache().ttl());
        assertEquals(10, config.canary().minRuns());
        assertEquals(20, config.canary().countedRuns());
    }

    @Test
    void everyKeyIsRead() {
        DeploymentConfig config = config(Map.of(
                "trainyard.deployments.cache.max-deployments", "2",
                "trainyard.deployments.cache.ttl", "PT3S",
                "trainyard.deployments.canary.min-runs", "4",
                "trainyard.deployments.canary.counted-runs", "5"));

        assertEquals(2, config.cache().maxDeployments());
        assertEquals(Duration.ofSeconds(3), config.cache().ttl());
        assertEquals(4, config.canary().minRuns());
        assertEquals(5, config.canary().countedRuns());
    }

    @Test
    void unknownKeyIsRefused() {
        Exception refusal = assertThrows(Exception.class, () -> config(Map.of("trainyard.deployments.cache.max", "2")));

        assertTrue(refusal.getMessage().contains("trainyard.deployments.cache.max"), refusal.getMessage());
    }

    private static DeploymentConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(DeploymentConfig.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(DeploymentConfig.class);
    }
}

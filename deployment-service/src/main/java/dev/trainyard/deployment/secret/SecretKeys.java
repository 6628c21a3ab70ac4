package dev.trainyard.deployment.secret;

import dev.trainyard.kit.vault.VaultKeys;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.jboss.logging.Logger;

/** How far the secrets have come from former keys to the one that writes. Without keys the service does not start. */
@Startup
@ApplicationScoped
class SecretKeys {

    private static final Logger LOG = Logger.getLogger(SecretKeys.class);

    private final RewrapStore secrets;
    private final VaultKeys keys;

    private volatile Map<String, Long> others = Map.of();

    SecretKeys(RewrapStore secrets, VaultKeys keys, MeterRegistry metrics) {
        this.secrets = secrets;
        this.keys = keys;
        keys.former()
                .forEach(key -> Gauge.builder(
                                "trainyard.deployment.secrets.rewrap.left",
                                this,
                                state -> state.others.getOrDefault(key, 0L))
                        .description("Secrets that are still under this former key; at 0 it may go")
                        .tag("key", key)
                        .register(metrics));
        Gauge.builder("trainyard.deployment.secrets.unknown.key", this, SecretKeys::underUnknownKeys)
                .description("Secrets under keys that the service does not have; more than none is a fault")
                .register(metrics);
    }

    @Scheduled(
            every = "${trainyard.vault-state.every}",
            concurrentExecution = ConcurrentExecution.SKIP,
            identity = "secret-keys")
    @RunOnVirtualThread
    void look() {
        try {
            others = secrets.countOthers(keys.writing());
        } catch (RuntimeException failure) {
            LOG.error("The secrets under former keys could not be counted", failure);
        }
    }

    private long underUnknownKeys() {
        return others.entrySet().stream()
                .filter(entry -> keys.find(entry.getKey()).isEmpty())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}

package dev.trainyard.deployment.secret;

import dev.trainyard.kit.vault.FormerKeys;
import dev.trainyard.kit.vault.VaultKeys;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;

/** How far the secrets have come from former keys to the one that writes. Without keys the service does not start. */
@Startup
@ApplicationScoped
class SecretKeys {

    private final RewrapStore secrets;
    private final FormerKeys former;

    SecretKeys(RewrapStore secrets, VaultKeys keys, MeterRegistry metrics) {
        this.secrets = secrets;
        this.former = new FormerKeys(keys, metrics, "trainyard.deployment.secrets", "Secrets");
    }

    @Scheduled(
            every = "${trainyard.vault-state.every}",
            concurrentExecution = ConcurrentExecution.SKIP,
            identity = "secret-keys")
    @RunOnVirtualThread
    void look() {
        former.count(secrets::countOthers);
    }
}

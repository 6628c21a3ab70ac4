package dev.trainyard.quiz.channel;

import dev.trainyard.kit.vault.FormerKeys;
import dev.trainyard.kit.vault.VaultKeys;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;

/** How far channels' secrets have come from former keys to the one that writes. Without keys the service does not start. */
@Startup
@ApplicationScoped
class ChannelKeys {

    private final ChannelStore channels;
    private final FormerKeys former;

    ChannelKeys(ChannelStore channels, VaultKeys keys, MeterRegistry metrics) {
        this.channels = channels;
        this.former = new FormerKeys(keys, metrics, "trainyard.quiz.channels", "Channels' secrets");
    }

    @Scheduled(
            every = "${trainyard.vault-state.every}",
            concurrentExecution = ConcurrentExecution.SKIP,
            identity = "channel-keys")
    @RunOnVirtualThread
    void look() {
        former.count(channels::countOthers);
    }
}

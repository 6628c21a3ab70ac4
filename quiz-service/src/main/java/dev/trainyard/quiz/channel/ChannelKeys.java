package dev.trainyard.quiz.channel;

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

/** How far channels' secrets have come from former keys to the one that writes. Without keys the service does not start. */
@Startup
@ApplicationScoped
class ChannelKeys {

    private static final Logger LOG = Logger.getLogger(ChannelKeys.class);

    private final ChannelStore channels;
    private final VaultKeys keys;

    private volatile Map<String, Long> others = Map.of();

    ChannelKeys(ChannelStore channels, VaultKeys keys, MeterRegistry metrics) {
        this.channels = channels;
        this.keys = keys;
        keys.former()
                .forEach(key -> Gauge.builder(
                                "trainyard.quiz.channels.rewrap.left",
                                this,
                                state -> state.others.getOrDefault(key, 0L))
                        .description("Channels' secrets that are still under this former key; at 0 it may go")
                        .tag("key", key)
                        .register(metrics));
        Gauge.builder("trainyard.quiz.channels.unknown.key", this, ChannelKeys::underUnknownKeys)
                .description("Channels' secrets under keys that the service does not have; more than none is a fault")
                .register(metrics);
    }

    @Scheduled(
            every = "${trainyard.vault-state.every}",
            concurrentExecution = ConcurrentExecution.SKIP,
            identity = "channel-keys")
    @RunOnVirtualThread
    void look() {
        try {
            others = channels.countOthers(keys.writing());
        } catch (RuntimeException failure) {
            LOG.error("The channels' secrets under former keys could not be counted", failure);
        }
    }

    private long underUnknownKeys() {
        return others.entrySet().stream()
                .filter(entry -> keys.find(entry.getKey()).isEmpty())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}

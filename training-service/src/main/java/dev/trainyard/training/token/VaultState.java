package dev.trainyard.training.token;

import dev.trainyard.kit.vault.VaultKeys;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** How far the tokens have come from former keys to the one that writes. Without keys the service does not start. */
@Startup
@ApplicationScoped
class VaultState {

    private static final Logger LOG = Logger.getLogger(VaultState.class);

    private final RewrapStore tokens;
    private final VaultKeys keys;

    private volatile Map<String, Long> others = Map.of();

    VaultState(RewrapStore tokens, VaultKeys keys, MeterRegistry metrics) {
        this.tokens = tokens;
        this.keys = keys;
        keys.former()
                .forEach(key -> Gauge.builder(
                                "trainyard.training.vault.rewrap.left",
                                this,
                                state -> state.others.getOrDefault(key, 0L))
                        .description("Tokens that are still under this former key; at 0 it may go")
                        .tag("key", key)
                        .register(metrics));
        Gauge.builder("trainyard.training.vault.unknown.key", this, VaultState::underUnknownKeys)
                .description("Tokens under keys that the service does not have; more than none is a fault")
                .register(metrics);
    }

    /** A key and its tokens; role is writing, former or unknown. */
    @RegisterForReflection // Written by the admin route, which is no resource.
    record Key(String id, String role, long tokens) {}

    /** All keys that there are, or that tokens are under. */
    @RegisterForReflection // As Key.
    record View(String writingKey, long left, List<Key> keys) {}

    @Scheduled(
            every = "${trainyard.vault-state.every}",
            concurrentExecution = ConcurrentExecution.SKIP,
            identity = "vault-state")
    @RunOnVirtualThread
    void look() {
        try {
            others = tokens.countOthers(keys.writing());
        } catch (RuntimeException failure) {
            LOG.error("The tokens under former keys could not be counted", failure);
        }
    }

    /** As it is now. */
    View view() {
        Map<String, Long> counts = tokens.count();
        List<Key> all = Stream.of(
                        Stream.of(keys.writing()),
                        keys.former().stream(),
                        counts.keySet().stream().sorted())
                .flatMap(ids -> ids)
                .distinct()
                .map(id -> new Key(id, role(id), counts.getOrDefault(id, 0L)))
                .toList();
        long left = all.stream()
                .filter(key -> !key.id().equals(keys.writing()))
                .mapToLong(Key::tokens)
                .sum();
        return new View(keys.writing(), left, all);
    }

    private String role(String id) {
        if (id.equals(keys.writing())) {
            return "writing";
        }
        return keys.find(id).isPresent() ? "former" : "unknown";
    }

    private long underUnknownKeys() {
        return others.entrySet().stream()
                .filter(entry -> keys.find(entry.getKey()).isEmpty())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}

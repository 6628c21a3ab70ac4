package dev.trainyard.training.token;

import dev.trainyard.kit.vault.FormerKeys;
import dev.trainyard.kit.vault.VaultKeys;
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

/** How far the tokens have come from former keys to the one that writes. Without keys the service does not start. */
@Startup
@ApplicationScoped
class VaultState {

    private final RewrapStore tokens;
    private final VaultKeys keys;
    private final FormerKeys former;

    VaultState(RewrapStore tokens, VaultKeys keys, MeterRegistry metrics) {
        this.tokens = tokens;
        this.keys = keys;
        this.former = new FormerKeys(keys, metrics, "trainyard.training.vault", "Tokens");
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
        former.count(tokens::countOthers);
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
}

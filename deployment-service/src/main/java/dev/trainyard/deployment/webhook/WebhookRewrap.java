package dev.trainyard.deployment.webhook;

import dev.trainyard.kit.job.Job;
import dev.trainyard.kit.job.JobRun;
import dev.trainyard.kit.vault.VaultConfig;
import dev.trainyard.kit.vault.VaultKeys;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Brings webhooks' secrets from former keys under the one that writes. What cannot be decrypted stays as it is. */
@ApplicationScoped
class WebhookRewrap implements Job {

    private static final Logger LOG = Logger.getLogger(WebhookRewrap.class);

    private static final int CHUNK = 500;
    private static final UUID BEFORE_ALL_IDS = new UUID(0, 0);

    private final WebhookStore store;
    private final Webhooks webhooks;
    private final VaultKeys keys;
    private final Duration interval;

    WebhookRewrap(WebhookStore store, Webhooks webhooks, VaultKeys keys, VaultConfig config) {
        this.store = store;
        this.webhooks = webhooks;
        this.keys = keys;
        this.interval = config.rewrapEvery();
    }

    /** What a transaction did: where it came to, null at the end, and what it has handled and left. */
    private record Chunk(UUID last, int rewrapped, int unreadable) {}

    @Override
    public String name() {
        return "webhook-rewrap";
    }

    @Override
    public Duration interval() {
        return interval;
    }

    @Override
    public long run(JobRun run) {
        long rewrapped = 0;
        long unreadable = 0;
        for (String key : keys.former()) {
            Chunk chunk = new Chunk(BEFORE_ALL_IDS, 0, 0);
            while (chunk.last() != null && !run.isCancelled()) {
                chunk = rewrap(key, chunk.last());
                rewrapped += chunk.rewrapped();
                unreadable += chunk.unreadable();
                run.handled(chunk.rewrapped());
            }
        }
        if (unreadable > 0) {
            LOG.warnf(
                    "%d webhooks' secrets cannot be decrypted by the key that they name, and stay as they are",
                    unreadable);
        }
        return rewrapped;
    }

    private Chunk rewrap(String key, UUID after) {
        return QuarkusTransaction.requiringNew().call(() -> {
            List<WebhookStore.Receiver> rows = store.take(key, after, CHUNK);
            List<WebhookStore.Receiver> fresh = rows.stream()
                    .flatMap(row -> webhooks.underWritingKey(row).stream())
                    .toList();
            store.putBack(fresh);
            return new Chunk(
                    rows.size() < CHUNK ? null : rows.getLast().id(), fresh.size(), rows.size() - fresh.size());
        });
    }
}

package dev.trainyard.deployment.webhook;

import dev.trainyard.kit.job.Job;
import dev.trainyard.kit.job.JobRun;
import dev.trainyard.kit.vault.Rewrapping;
import dev.trainyard.kit.vault.Rewrapping.Chunk;
import dev.trainyard.kit.vault.VaultConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Brings webhooks' secrets from former keys under the one that writes. What cannot be decrypted stays as it is. */
@ApplicationScoped
class WebhookRewrap implements Job {

    private static final int CHUNK = 500;
    private static final UUID BEFORE_ALL_IDS = new UUID(0, 0);

    private final WebhookStore store;
    private final Webhooks webhooks;
    private final Rewrapping rewrapping;
    private final Duration interval;

    WebhookRewrap(WebhookStore store, Webhooks webhooks, Rewrapping rewrapping, VaultConfig config) {
        this.store = store;
        this.webhooks = webhooks;
        this.rewrapping = rewrapping;
        this.interval = config.rewrapEvery();
    }

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
        return rewrapping.all(run, "webhooks' secrets", BEFORE_ALL_IDS, this::rewrap);
    }

    private Chunk<UUID> rewrap(String key, UUID after) {
        List<WebhookStore.Receiver> rows = store.take(key, after, CHUNK);
        List<WebhookStore.Receiver> fresh = rows.stream()
                .flatMap(row -> webhooks.underWritingKey(row).stream())
                .toList();
        store.putBack(fresh);
        return new Chunk<>(rows.size() < CHUNK ? null : rows.getLast().id(), fresh.size(), rows.size() - fresh.size());
    }
}

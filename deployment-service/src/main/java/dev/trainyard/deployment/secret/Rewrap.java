package dev.trainyard.deployment.secret;

import dev.trainyard.kit.job.Job;
import dev.trainyard.kit.job.JobRun;
import dev.trainyard.kit.vault.VaultConfig;
import dev.trainyard.kit.vault.VaultKeys;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Brings secrets from former keys under the one that writes, while they are used. What cannot be decrypted stays as it is.
 */
@ApplicationScoped
class Rewrap implements Job {

    private static final Logger LOG = Logger.getLogger(Rewrap.class);

    private static final int CHUNK = 500;

    private final RewrapStore secrets;
    private final SecretCipher cipher;
    private final VaultKeys keys;
    private final Duration interval;

    Rewrap(RewrapStore secrets, SecretCipher cipher, VaultKeys keys, VaultConfig config) {
        this.secrets = secrets;
        this.cipher = cipher;
        this.keys = keys;
        this.interval = config.rewrapEvery();
    }

    /** What a transaction did: where it came to, null at the end, and what it has handled and left. */
    private record Chunk(SecretRow last, int rewrapped, int unreadable) {}

    @Override
    public String name() {
        return "secret-rewrap";
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
            Chunk chunk = new Chunk(new SecretRow("", "", key, new byte[0]), 0, 0);
            while (chunk.last() != null && !run.isCancelled()) {
                chunk = rewrap(key, chunk.last());
                rewrapped += chunk.rewrapped();
                unreadable += chunk.unreadable();
                run.handled(chunk.rewrapped());
            }
        }
        if (unreadable > 0) {
            LOG.warnf("%d secrets cannot be decrypted by the key that they name, and stay as they are", unreadable);
        }
        return rewrapped;
    }

    private Chunk rewrap(String key, SecretRow after) {
        return QuarkusTransaction.requiringNew().call(() -> {
            List<SecretRow> rows = secrets.take(key, after.user(), after.name(), CHUNK);
            List<SecretRow> fresh = rows.stream()
                    .map(row -> cipher.opened(row).map(value -> cipher.sealed(row.user(), row.name(), value)))
                    .flatMap(Optional::stream)
                    .toList();
            secrets.putBack(fresh);
            return new Chunk(rows.size() < CHUNK ? null : rows.getLast(), fresh.size(), rows.size() - fresh.size());
        });
    }
}

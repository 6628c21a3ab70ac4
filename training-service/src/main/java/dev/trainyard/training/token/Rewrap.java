package dev.trainyard.training.token;

import dev.trainyard.kit.job.Job;
import dev.trainyard.kit.job.JobRun;
import dev.trainyard.kit.vault.VaultConfig;
import dev.trainyard.kit.vault.VaultKeys;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Brings tokens from former keys under the one that writes, while they are used. What cannot be decrypted stays as it is.
 */
@ApplicationScoped
class Rewrap implements Job {

    private static final Logger LOG = Logger.getLogger(Rewrap.class);

    private static final int CHUNK = 500;
    private static final TokenReference BEFORE_ALL = new TokenReference("", "");

    private final RewrapStore tokens;
    private final TokenCipher cipher;
    private final VaultKeys keys;
    private final Duration interval;

    Rewrap(RewrapStore tokens, TokenCipher cipher, VaultKeys keys, VaultConfig config) {
        this.tokens = tokens;
        this.cipher = cipher;
        this.keys = keys;
        this.interval = config.rewrapEvery();
    }

    /** What a transaction did: where it came to, null at the end, and what it has handled and left. */
    private record Chunk(TokenReference last, int rewrapped, int unreadable) {}

    @Override
    public String name() {
        return "token-rewrap";
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
            Chunk chunk = new Chunk(BEFORE_ALL, 0, 0);
            while (chunk.last() != null && !run.isCancelled()) {
                chunk = rewrap(key, chunk.last());
                rewrapped += chunk.rewrapped();
                unreadable += chunk.unreadable();
                run.handled(chunk.rewrapped());
            }
        }
        if (unreadable > 0) {
            LOG.warnf("%d tokens cannot be decrypted by the key that they name, and stay as they are", unreadable);
        }
        return rewrapped;
    }

    private Chunk rewrap(String key, TokenReference after) {
        return QuarkusTransaction.requiringNew().call(() -> {
            List<StoredRow> rows = tokens.take(key, after, CHUNK);
            List<SealedToken> fresh = new ArrayList<>();
            for (StoredRow row : rows) {
                Optional<StoredToken> token = cipher.opened(row);
                token.map(cipher::sealed).ifPresent(fresh::add);
            }
            tokens.putBack(keys.writing(), fresh);
            TokenReference last =
                    rows.size() < CHUNK ? null : rows.getLast().token().of();
            return new Chunk(last, fresh.size(), rows.size() - fresh.size());
        });
    }
}

package dev.trainyard.training.token;

import dev.trainyard.kit.job.Job;
import dev.trainyard.kit.job.JobRun;
import dev.trainyard.kit.vault.Rewrapping;
import dev.trainyard.kit.vault.Rewrapping.Chunk;
import dev.trainyard.kit.vault.VaultConfig;
import dev.trainyard.kit.vault.VaultKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings tokens from former keys under the one that writes, while they are used. What cannot be decrypted stays as it is.
 */
@ApplicationScoped
class Rewrap implements Job {

    private static final int CHUNK = 500;
    private static final TokenReference BEFORE_ALL = new TokenReference("", "");

    private final RewrapStore tokens;
    private final TokenCipher cipher;
    private final VaultKeys keys;
    private final Rewrapping rewrapping;
    private final Duration interval;

    Rewrap(RewrapStore tokens, TokenCipher cipher, VaultKeys keys, Rewrapping rewrapping, VaultConfig config) {
        this.tokens = tokens;
        this.cipher = cipher;
        this.keys = keys;
        this.rewrapping = rewrapping;
        this.interval = config.rewrapEvery();
    }

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
        return rewrapping.all(run, "tokens", BEFORE_ALL, this::rewrap);
    }

    private Chunk<TokenReference> rewrap(String key, TokenReference after) {
        List<StoredRow> rows = tokens.take(key, after, CHUNK);
        List<SealedToken> fresh = new ArrayList<>();
        for (StoredRow row : rows) {
            Optional<StoredToken> token = cipher.opened(row);
            token.map(cipher::sealed).ifPresent(fresh::add);
        }
        tokens.putBack(keys.writing(), fresh);
        TokenReference last =
                rows.size() < CHUNK ? null : rows.getLast().token().of();
        return new Chunk<>(last, fresh.size(), rows.size() - fresh.size());
    }
}

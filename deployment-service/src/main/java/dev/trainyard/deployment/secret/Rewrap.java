package dev.trainyard.deployment.secret;

import dev.trainyard.kit.job.Job;
import dev.trainyard.kit.job.JobRun;
import dev.trainyard.kit.vault.Rewrapping;
import dev.trainyard.kit.vault.Rewrapping.Chunk;
import dev.trainyard.kit.vault.VaultConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Brings secrets from former keys under the one that writes, while they are used. What cannot be decrypted stays as it is.
 */
@ApplicationScoped
class Rewrap implements Job {

    private static final int CHUNK = 500;
    private static final SecretRow BEFORE_ALL = new SecretRow("", "", "", new byte[0]);

    private final RewrapStore secrets;
    private final SecretCipher cipher;
    private final Rewrapping rewrapping;
    private final Duration interval;

    Rewrap(RewrapStore secrets, SecretCipher cipher, Rewrapping rewrapping, VaultConfig config) {
        this.secrets = secrets;
        this.cipher = cipher;
        this.rewrapping = rewrapping;
        this.interval = config.rewrapEvery();
    }

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
        return rewrapping.all(run, "secrets", BEFORE_ALL, this::rewrap);
    }

    private Chunk<SecretRow> rewrap(String key, SecretRow after) {
        List<SecretRow> rows = secrets.take(key, after.user(), after.name(), CHUNK);
        List<SecretRow> fresh = rows.stream()
                .map(row -> cipher.opened(row).map(value -> cipher.sealed(row.user(), row.name(), value)))
                .flatMap(Optional::stream)
                .toList();
        secrets.putBack(fresh);
        return new Chunk<>(rows.size() < CHUNK ? null : rows.getLast(), fresh.size(), rows.size() - fresh.size());
    }
}

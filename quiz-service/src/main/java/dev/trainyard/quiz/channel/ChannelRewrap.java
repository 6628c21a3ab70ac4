package dev.trainyard.quiz.channel;

import dev.trainyard.kit.job.Job;
import dev.trainyard.kit.job.JobRun;
import dev.trainyard.kit.vault.Rewrapping;
import dev.trainyard.kit.vault.Rewrapping.Chunk;
import dev.trainyard.kit.vault.VaultConfig;
import dev.trainyard.quiz.channel.ChannelStore.Closed;
import dev.trainyard.quiz.channel.ChannelStore.Sealed;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Brings channels' secrets from former keys under the one that writes. What cannot be decrypted stays as it is. */
@ApplicationScoped
class ChannelRewrap implements Job {

    private static final int CHUNK = 500;
    private static final Sealed BEFORE_ALL = new Sealed("", new UUID(0, 0), null, null, null, Closed.NONE);

    private final ChannelStore channels;
    private final ChannelCipher cipher;
    private final Rewrapping rewrapping;
    private final Duration interval;

    ChannelRewrap(ChannelStore channels, ChannelCipher cipher, Rewrapping rewrapping, VaultConfig config) {
        this.channels = channels;
        this.cipher = cipher;
        this.rewrapping = rewrapping;
        this.interval = config.rewrapEvery();
    }

    @Override
    public String name() {
        return "channel-rewrap";
    }

    @Override
    public Duration interval() {
        return interval;
    }

    @Override
    public long run(JobRun run) {
        return rewrapping.all(run, "channels' secrets", BEFORE_ALL, this::rewrap);
    }

    private Chunk<Sealed> rewrap(String key, Sealed after) {
        List<Sealed> rows = channels.take(key, after.user(), after.id(), CHUNK);
        List<Sealed> fresh = rows.stream()
                .flatMap(row -> cipher
                        .opened(row)
                        .map(secret -> new Sealed(
                                row.user(),
                                row.id(),
                                row.kind(),
                                row.url(),
                                row.receiver(),
                                cipher.closed(row.user(), row.id(), secret)))
                        .stream())
                .toList();
        channels.putBack(fresh);
        return new Chunk<>(rows.size() < CHUNK ? null : rows.getLast(), fresh.size(), rows.size() - fresh.size());
    }
}

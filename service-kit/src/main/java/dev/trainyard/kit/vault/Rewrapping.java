package dev.trainyard.kit.vault;

import dev.trainyard.kit.job.JobRun;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Brings what is kept from former keys under the one that writes, while it is used. What cannot be decrypted stays as it is.
 */
@ApplicationScoped
public class Rewrapping {

    private static final Logger LOG = Logger.getLogger(Rewrapping.class);

    private final VaultKeys keys;

    Rewrapping(VaultKeys keys) {
        this.keys = keys;
    }

    /** Rewrites the next of what is under a key, in the order of their places, within a transaction. */
    @FunctionalInterface
    public interface Step<P> {
        Chunk<P> rewrap(String key, P after);
    }

    /**
     * What a step did.
     *
     * @param last where it came to; null at the end
     * @param unreadable what it has left
     */
    public record Chunk<P>(P last, int rewrapped, int unreadable) {}

    /**
     * Rewrites everything that is under a former key, each chunk in a transaction of its own.
     *
     * @param what it is, for the log
     * @param beforeAll a place before the first
     * @return how much it has rewritten
     */
    public <P> long all(JobRun run, String what, P beforeAll, Step<P> step) {
        long rewrapped = 0;
        long unreadable = 0;
        for (String key : keys.former()) {
            Chunk<P> chunk = new Chunk<>(beforeAll, 0, 0);
            while (chunk.last() != null && !run.isCancelled()) {
                P after = chunk.last();
                chunk = QuarkusTransaction.requiringNew().call(() -> step.rewrap(key, after));
                rewrapped += chunk.rewrapped();
                unreadable += chunk.unreadable();
                run.handled(chunk.rewrapped());
            }
        }
        if (unreadable > 0) {
            LOG.warnf("%d %s cannot be decrypted by the key that they name, and stay as they are", unreadable, what);
        }
        return rewrapped;
    }
}

package dev.trainyard.deployment.deployment;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The deployments that this replica remembers, within bounds of number and time. Only while it hears of changes: at all other
 * times it knows nothing.
 *
 * <p>What is remembered carries the stamp that its id had before it was read, and counts only while that is still its stamp.
 * So a reader that was overtaken by a change leaves nothing behind that matters.
 */
@ApplicationScoped
// For native images: Caffeine looks its classes up by name.
@RegisterForReflection(
        classNames = {"com.github.benmanes.caffeine.cache.SSSMSW", "com.github.benmanes.caffeine.cache.PSWMS"})
class DeploymentMemory {

    // A power of two. Deployments that share a stamp are forgotten together, which costs a query.
    private static final int STAMPS = 4_096;

    private record Key(String user, UUID id) {}

    private record Held(ActiveDeployment deployment, long stamp) {}

    private final Cache<Key, Held> deployments;
    private final AtomicLongArray changes = new AtomicLongArray(STAMPS);
    private final AtomicLong changesOfAll = new AtomicLong();
    private volatile boolean hearing;

    DeploymentMemory(DeploymentConfig config, MeterRegistry metrics) {
        this.deployments = Caffeine.newBuilder()
                .maximumSize(config.cache().maxDeployments())
                .expireAfterWrite(config.cache().ttl())
                .recordStats()
                .build();
        CaffeineCacheMetrics.monitor(metrics, deployments, "deployments");
        Gauge.builder("trainyard.deployment.memory.hearing", this, memory -> memory.hearing ? 1 : 0)
                .description("Whether changes of deployments are heard of; none is remembered while they are not")
                .register(metrics);
    }

    /** What changes with each change of the deployment; to be taken before it is read. */
    long stamp(UUID id) {
        // Neither ever falls, so neither can make up for the other.
        return changesOfAll.get() + changes.get(slotOf(id));
    }

    Optional<ActiveDeployment> recall(String user, UUID id, long stamp) {
        if (!hearing) {
            return Optional.empty();
        }
        Key key = new Key(user, id);
        Held held = deployments.getIfPresent(key);
        if (held == null) {
            return Optional.empty();
        }
        if (held.stamp() != stamp) {
            deployments.invalidate(key);
            return Optional.empty();
        }
        return Optional.of(held.deployment());
    }

    void remember(ActiveDeployment deployment, long stamp) {
        if (hearing) {
            deployments.put(new Key(deployment.user(), deployment.id()), new Held(deployment, stamp));
        }
    }

    /** Forgets what was changed here once that is committed: the user reads what they wrote. */
    void forget(@Observes(during = TransactionPhase.AFTER_COMPLETION) DeploymentsChanged changed) {
        changed.ids().forEach(this::forget);
    }

    void forget(UUID id) {
        changes.incrementAndGet(slotOf(id));
    }

    void forgetAll() {
        changesOfAll.incrementAndGet();
        deployments.invalidateAll();
    }

    /** From here on all changes are heard of. What was remembered before may have changed meanwhile. */
    void startHearing() {
        forgetAll();
        hearing = true;
    }

    void stopHearing() {
        hearing = false;
    }

    boolean isHearing() {
        return hearing;
    }

    private static int slotOf(UUID id) {
        int hash = id.hashCode();
        return (hash ^ (hash >>> 16)) & (STAMPS - 1);
    }
}

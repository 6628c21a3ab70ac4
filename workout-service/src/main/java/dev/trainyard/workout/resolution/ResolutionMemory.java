package dev.trainyard.workout.resolution;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.trainyard.workout.catalogue.CatalogueChanged;
import dev.trainyard.workout.exercise.ExercisesChanged;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * What this replica remembers of names, within bounds of number and time. Only while it hears of changes: at all other
 * times it knows nothing.
 *
 * <p>What is remembered carries the stamp that its user had before it was read, and counts only while that is still the
 * user's. So a change need not find a user's names to make them forgotten, and a reader that was overtaken by a change
 * leaves nothing behind that matters.
 */
@ApplicationScoped
// For native images: Caffeine looks its classes up by name.
@RegisterForReflection(
        classNames = {"com.github.benmanes.caffeine.cache.SSSMSW", "com.github.benmanes.caffeine.cache.PSWMS"})
class ResolutionMemory {

    // A power of two. Users who share a stamp forget together, which costs them a query.
    private static final int STAMPS = 4_096;

    private record Key(String user, String name) {}

    private record Held(Resolution resolution, long stamp) {}

    private final Cache<Key, Held> names;
    private final AtomicLongArray changesOfUsers = new AtomicLongArray(STAMPS);
    private final AtomicLong changesOfAll = new AtomicLong();
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private volatile boolean hearing;

    ResolutionMemory(ResolutionConfig config, MeterRegistry metrics) {
        this.names = Caffeine.newBuilder()
                .maximumSize(config.cache().maxNames())
                .expireAfterWrite(config.cache().ttl())
                .recordStats()
                .build();
        CaffeineCacheMetrics.monitor(metrics, names, "resolution");
        Gauge.builder("trainyard.workout.resolution.hit.ratio", this, ResolutionMemory::hitRatio)
                .description("Share of names that were remembered, since the start")
                .register(metrics);
        Gauge.builder("trainyard.workout.resolution.hearing", this, memory -> memory.hearing ? 1 : 0)
                .description("Whether changes are heard of; nothing is remembered while they are not")
                .register(metrics);
    }

    /** What changes with each change of the user's names. */
    long stamp(String user) {
        // Neither ever falls, so neither can make up for the other.
        return changesOfAll.get() + changesOfUsers.get(slotOf(user));
    }

    /** Those of the names that are remembered; to be added to. */
    Map<String, Resolution> recall(String user, List<String> wanted, long stamp) {
        Map<String, Resolution> known = new HashMap<>();
        if (!hearing) {
            return known;
        }
        for (String name : wanted) {
            Key key = new Key(user, name);
            Held held = names.getIfPresent(key);
            if (held == null) {
                misses.increment();
            } else if (held.stamp() == stamp) {
                hits.increment();
                known.put(name, held.resolution());
            } else {
                misses.increment();
                names.invalidate(key);
            }
        }
        return known;
    }

    void remember(String user, String name, Resolution resolution, long stamp) {
        if (hearing) {
            names.put(new Key(user, name), new Held(resolution, stamp));
        }
    }

    /** Forgets the user's names once what changed them is committed: the user reads what they wrote. */
    void forget(@Observes(during = TransactionPhase.AFTER_COMPLETION) ExercisesChanged changed) {
        forget(changed.user());
    }

    void forget(@Observes(during = TransactionPhase.AFTER_COMPLETION) CatalogueChanged changed) {
        forgetAll();
    }

    void forget(String user) {
        changesOfUsers.incrementAndGet(slotOf(user));
    }

    void forgetAll() {
        changesOfAll.incrementAndGet();
        names.invalidateAll();
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

    private double hitRatio() {
        double asked = hits.sum() + misses.sum();
        return asked == 0 ? 0 : hits.sum() / asked;
    }

    private static int slotOf(String user) {
        int hash = user.hashCode();
        return (hash ^ (hash >>> 16)) & (STAMPS - 1);
    }
}

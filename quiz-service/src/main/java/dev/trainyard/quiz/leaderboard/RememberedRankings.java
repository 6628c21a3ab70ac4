package dev.trainyard.quiz.leaderboard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.rollout.RolloutDefinition;
import dev.trainyard.kit.rollout.Rollouts;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The rankings that this replica has made, for all who ask. That of a settled quiz holds for good; that of one that is played
 * is good for a moment, and is made again then only if something was answered.
 *
 * <p>A quiz is asked about by one at a time: however many wait for its ranking, it takes one connection.
 */
// So that its metrics are there before they are needed.
@Startup
@ApplicationScoped
// For native images: Caffeine looks its classes up by name.
@RegisterForReflection(
        classNames = {"com.github.benmanes.caffeine.cache.SSSMW", "com.github.benmanes.caffeine.cache.PSMW"})
class RememberedRankings {

    @Produces
    static final RolloutDefinition ROLLOUT =
            new RolloutDefinition("leaderboard-sql", "A ranking by window functions instead of in memory");

    // Making rankings may take no more than a fifth of the time.
    private static final int REST = 4;

    private static final int LOCKS = 256;

    // Where the database is slow, those who wait for each other do not wait for ever.
    private static final int PATIENCE_SECONDS = 5;

    private final Cache<Key, Known> known;
    private final List<ReentrantLock> locks =
            Stream.generate(ReentrantLock::new).limit(LOCKS).toList();
    private final long goodForNanos;
    private final Rollouts rollouts;
    private final PlainRankings plain;
    private final SqlRankings fast;
    private final BoardStore boards;

    RememberedRankings(
            LeaderboardConfig config,
            Rollouts rollouts,
            PlainRankings plain,
            SqlRankings fast,
            BoardStore boards,
            MeterRegistry metrics) {
        this.goodForNanos = config.goodFor().toNanos();
        this.rollouts = rollouts;
        this.plain = plain;
        this.fast = fast;
        this.boards = boards;
        this.known = Caffeine.newBuilder()
                .maximumWeight(config.maxPlaces())
                .weigher((Key key, Known entry) -> 1 + entry.ranking().players())
                .recordStats()
                .build();
        CaffeineCacheMetrics.monitor(metrics, known, "leaderboard");
    }

    private record Key(String creator, UUID quiz) {}

    /**
     * A ranking, and what it was made of.
     *
     * @param state that of before it was made: what came between is in it, and makes it be made once more
     */
    private record Known(Ranking ranking, BoardStore.State state, long askedNanos, long tookNanos) {}

    /**
     * The ranking of a quiz as it is played, or as it has ended.
     *
     * @param isFinal whether nothing can change it any more
     */
    record Latest(Ranking ranking, boolean isFinal) {}

    /**
     * How a quiz stands; empty when there is none.
     *
     * @param isSettled whether only what it ended with will do
     */
    Optional<Latest> latest(String creator, UUID quiz, boolean isSettled) {
        Key key = new Key(creator, quiz);
        Known last = known.getIfPresent(key);
        if (isGood(last, isSettled)) {
            return Optional.of(latest(last));
        }
        return alone(quiz, () -> {
            Known before = known.getIfPresent(key);
            if (isGood(before, isSettled)) {
                return Optional.of(latest(before));
            }
            Optional<Known> now = ask(key, before);
            now.ifPresent(entry -> known.put(key, entry));
            return now.map(RememberedRankings::latest);
        });
    }

    private boolean isGood(Known entry, boolean isSettled) {
        if (entry == null || entry.state().isSettled()) {
            return entry != null;
        }
        long age = System.nanoTime() - entry.askedNanos();
        return !isSettled && age < Math.max(goodForNanos, REST * entry.tookNanos());
    }

    private Optional<Known> ask(Key key, Known before) {
        long began = System.nanoTime();
        return boards.state(key.creator(), key.quiz()).map(state -> {
            Ranking ranking = before != null && before.state().played().equals(state.played())
                    ? before.ranking().still(state.moment())
                    : Ranking.of(make(key), state.moment());
            return new Known(ranking, state, began, System.nanoTime() - began);
        });
    }

    private List<Standing> make(Key key) {
        return rollouts.read(
                ROLLOUT.name(),
                key.creator(),
                () -> plain.now(key.creator(), key.quiz()),
                () -> fast.now(key.creator(), key.quiz()));
    }

    private static Latest latest(Known entry) {
        return new Latest(entry.ranking(), entry.state().isSettled());
    }

    private <T> T alone(UUID quiz, Supplier<T> work) {
        ReentrantLock lock = locks.get(Math.floorMod(quiz.hashCode(), LOCKS));
        try {
            if (!lock.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw Problem.unavailable("overloaded", "Too many ask for leaderboards.", 1);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("stopping", "The service stops.", 1);
        }
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}

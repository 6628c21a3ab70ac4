package dev.trainyard.quiz.leaderboard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.quiz.pool.Turns;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * How closed quizzes stood at moments before. Each is made of all answers of its quiz, so few are made at once, and those
 * who ask wait for each other and for nobody who asks how a quiz stands now.
 */
@ApplicationScoped
// For native images: Caffeine looks its classes up by name.
@RegisterForReflection(
        classNames = {"com.github.benmanes.caffeine.cache.SSSMW", "com.github.benmanes.caffeine.cache.PSMW"})
class PastRankings {

    private final Cache<Key, Ranking> known;
    private final Turns turns;
    private final SqlRankings rankings;

    PastRankings(LeaderboardConfig config, SqlRankings rankings, MeterRegistry metrics) {
        this.turns = new Turns(
                config.past().maxAtOnce(), config.past().patience(), "Too many ask how quizzes stood at a moment.");
        this.rankings = rankings;
        this.known = Caffeine.newBuilder()
                .maximumWeight(config.past().maxPlaces())
                .weigher((Key key, Ranking ranking) -> 1 + ranking.players())
                .recordStats()
                .build();
        CaffeineCacheMetrics.monitor(metrics, known, "leaderboard-past");
    }

    private record Key(String creator, UUID quiz, Instant moment) {}

    /**
     * How a closed quiz stood at a moment before.
     *
     * @throws Problem 503 {@code overloaded} when too many ask for such a thing
     */
    Ranking at(String creator, UUID quiz, Instant moment) {
        Key key = new Key(creator, quiz, moment);
        Ranking before = known.getIfPresent(key);
        return before != null ? before : inTurn(() -> made(key));
    }

    private Ranking made(Key key) {
        // Who was waiting for the same finds it there.
        Ranking before = known.getIfPresent(key);
        if (before != null) {
            return before;
        }
        Ranking ranking = Ranking.of(rankings.at(key.creator(), key.quiz(), key.moment()), key.moment());
        known.put(key, ranking);
        return ranking;
    }

    /** Does {@code work} in one of the places that there are for it. */
    <T> T inTurn(Supplier<T> work) {
        return turns.take(work);
    }
}

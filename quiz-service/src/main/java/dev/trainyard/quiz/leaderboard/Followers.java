package dev.trainyard.quiz.leaderboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.quiz.leaderboard.RememberedRankings.Latest;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * All who follow a leaderboard on this replica. Each quiz is asked about once for all of them, and nothing is asked while
 * there is nobody.
 */
@ApplicationScoped
class Followers {

    private static final Logger LOG = Logger.getLogger(Followers.class);

    private final Set<Follower> followers = ConcurrentHashMap.newKeySet();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final RememberedRankings rankings;
    private final LeaderboardConfig.Live config;
    private final ObjectMapper json;
    private final Counter dropped;
    private final Repetition looking =
            new Repetition("Nobody who follows a leaderboard can be told how it stands; trying again");
    private final Repetition telling =
            new Repetition("Those who follow a leaderboard cannot be told how it stands; trying again");

    Followers(RememberedRankings rankings, LeaderboardConfig config, ObjectMapper json, MeterRegistry metrics) {
        this.rankings = rankings;
        this.config = config.live();
        this.json = json;
        Gauge.builder("trainyard.quiz.leaderboard.followers", followers, Set::size)
                .description("How many follow a leaderboard now")
                .register(metrics);
        this.dropped = Counter.builder("trainyard.quiz.leaderboard.followers.dropped")
                .description("Those who were dropped since they did not take what was sent")
                .register(metrics);
    }

    /**
     * Follows how a leaderboard changes.
     *
     * @throws Problem 429 or 503 when too many do
     */
    void add(Follower follower) {
        followers.removeIf(Follower::isGone);
        if (followers.stream()
                        .filter(other -> other.user().equals(follower.user()))
                        .count()
                >= config.maxPerUser()) {
            throw Problem.of(429, "too-many-followed", "You follow as many leaderboards as one may at once.")
                    .header("Retry-After", "10");
        }
        if (followers.size() >= config.max()) {
            throw Problem.unavailable("too-many-followed", "As many follow leaderboards as may at once.", 10);
        }
        // The head of the answer goes out with it.
        follower.comment("following");
        followers.add(follower);
    }

    void start(@Observes StartupEvent event) {
        Thread.ofVirtual().name("leaderboard-followers").start(this::keep);
    }

    void stop(@Observes ShutdownEvent event) {
        stopping.countDown();
        followers.forEach(follower -> follower.end("shutdown"));
    }

    private void keep() {
        try {
            while (!stopping.await(config.every().toNanos(), TimeUnit.NANOSECONDS)) {
                looking.run(this::look);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private record Followed(String creator, UUID quiz) {}

    /** What is done again and again, whatever becomes of it; of failures in a row the first is logged. */
    private static final class Repetition {

        private final String complaint;
        private boolean failing;

        Repetition(String complaint) {
            this.complaint = complaint;
        }

        void run(Runnable once) {
            try {
                once.run();
                failing = false;
            } catch (RuntimeException failure) {
                if (!failing) {
                    LOG.warn(complaint, failure);
                }
                failing = true;
            }
        }
    }

    /** Tells each what is new for it. */
    void look() {
        if (followers.isEmpty()) {
            return;
        }
        followers.forEach(this::tend);
        followers.removeIf(Follower::isGone);
        followers.stream()
                .filter(Follower::isReady)
                .collect(Collectors.groupingBy(follower -> new Followed(
                        follower.board().creator(), follower.board().quiz())))
                .forEach((followed, ready) -> telling.run(() -> tell(followed, ready)));
    }

    private void tend(Follower follower) {
        if (follower.isStuck(config.patience())) {
            dropped.increment();
            follower.end("slow");
        } else if (follower.isOlderThan(config.longest())) {
            follower.end("come-again");
        } else if (follower.isSilent(config.heartbeat())) {
            follower.comment("still here");
        }
    }

    private void tell(Followed followed, List<Follower> ready) {
        Optional<Latest> latest = rankings.latest(followed.creator(), followed.quiz(), false);
        if (latest.isEmpty()) {
            ready.forEach(follower -> follower.end("gone"));
            return;
        }
        Ranking ranking = latest.get().ranking();
        boolean isFinal = latest.get().isFinal();
        Map<Integer, Top> tops = new HashMap<>();
        for (Follower follower : ready) {
            if (isFinal || !follower.hasHeardOf(ranking)) {
                follower.tell(ranking, tops.computeIfAbsent(follower.limit(), limit -> top(ranking, isFinal, limit)));
            }
            if (isFinal) {
                follower.end("closed");
            }
        }
    }

    private Top top(Ranking ranking, boolean isFinal, int limit) {
        List<PlaceView> items = ranking.first(limit).stream().map(PlaceView::of).toList();
        try {
            return Top.of(json.writeValueAsString(new LiveLeaderboard(isFinal, ranking.players(), items)));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

package dev.trainyard.quiz.leaderboard;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.database.Database;
import dev.trainyard.testkit.TestUser;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.SseEventSink;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.resteasy.reactive.server.jaxrs.SseImpl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One who follows, and takes what is sent only when the test says so. */
@QuarkusTest
class SlowFollowerTest {

    private static final Duration LONG = Duration.ofHours(1);

    @Inject
    Database database;

    @Inject
    BoardStore boards;

    @Inject
    RememberedRankings rankings;

    @Inject
    ObjectMapper json;

    @Inject
    MeterRegistry metrics;

    private final Reader reader = new Reader();
    private PlayedQuiz quiz;
    private TestUser ada;
    private Followers followers;

    private static final class Reader implements SseEventSink {

        private final List<String> sent = new CopyOnWriteArrayList<>();
        private final List<CompletableFuture<Void>> onTheWay = new CopyOnWriteArrayList<>();
        private final AtomicInteger unknown = new AtomicInteger();
        private volatile boolean closed;
        private volatile boolean hasLeft;

        @Override
        public boolean isClosed() {
            if (unknown.getAndUpdate(times -> Math.max(0, times - 1)) > 0) {
                throw new IllegalStateException("Who knows");
            }
            return closed;
        }

        @Override
        public CompletionStage<?> send(OutboundSseEvent event) {
            if (hasLeft) {
                throw new IllegalStateException("Already closed");
            }
            sent.add(event.getName() == null ? ":" + event.getComment() : event.getName() + " " + event.getData());
            CompletableFuture<Void> taken = new CompletableFuture<>();
            onTheWay.add(taken);
            return taken;
        }

        void take() {
            onTheWay.forEach(event -> event.complete(null));
        }

        /** Goes without it being seen before something is sent. */
        void leave() {
            hasLeft = true;
        }

        /** Makes it impossible to say that often whether this one is still there. */
        void becomeUnknown(int times) {
            unknown.set(times);
        }

        @Override
        public void close() {
            closed = true;
            if (hasLeft) {
                throw new IllegalStateException("Response is closed");
            }
        }
    }

    private record Config(Duration every, Duration heartbeat, Duration patience, Duration longest, int max)
            implements LeaderboardConfig, LeaderboardConfig.Live {

        @Override
        public Duration goodFor() {
            return Duration.ZERO;
        }

        @Override
        public long maxPlaces() {
            return 1_000;
        }

        @Override
        public Past past() {
            throw new UnsupportedOperationException("Who follows does not look back");
        }

        @Override
        public Live live() {
            return this;
        }

        @Override
        public int maxPerUser() {
            return 2;
        }
    }

    @BeforeEach
    void play() {
        quiz = PlayedQuiz.running(database, "shared");
        ada = quiz.player("Ada", 100);
    }

    private void follow(Duration heartbeat, Duration patience, Duration longest) {
        follow(new Config(LONG, heartbeat, patience, longest, 1), reader);
    }

    private void follow(Config config, Reader... readers) {
        followers = new Followers(rankings, config, json, metrics);
        for (Reader each : readers) {
            followers.add(follower(each));
        }
    }

    private Follower follower(Reader follows) {
        Board board = boards.find(quiz.creator().id(), quiz.id()).orElseThrow();
        return new Follower(quiz.creator().id(), board, 10, follows, new SseImpl());
    }

    private static String leaderboard(int points, int answered) {
        return ("leaderboard {\"isFinal\":false,\"players\":1,\"items\":[{\"rank\":1,\"name\":\"Ada\",\"points\":%d,"
                        + "\"correct\":%2$d,\"answered\":%2$d}]}")
                .formatted(points, answered);
    }

    @Test
    void whatCameMeanwhileIsLeftOutForWhoDoesNotTakeIt() {
        follow(LONG, LONG, LONG);
        reader.take();
        followers.look();
        quiz.answers(ada, 1, 10, 5);
        await().untilAsserted(() -> assertEquals(110, latestPoints()));
        followers.look();
        quiz.answers(ada, 1, 10, 6);
        await().untilAsserted(() -> assertEquals(120, latestPoints()));
        followers.look();
        assertEquals(List.of(":following", leaderboard(100, 1)), reader.sent);

        reader.take();
        followers.look();

        assertEquals(List.of(":following", leaderboard(100, 1), leaderboard(120, 3)), reader.sent);
    }

    private long latestPoints() {
        return rankings.latest(quiz.creator().id(), quiz.id(), false)
                .orElseThrow()
                .ranking()
                .first(1)
                .getFirst()
                .points();
    }

    @Test
    void whoTakesNothingIsDroppedWithALastEvent() {
        follow(LONG, Duration.ZERO, LONG);
        double before =
                metrics.counter("trainyard.quiz.leaderboard.followers.dropped").count();

        followers.look();

        assertEquals(List.of(":following", "end StreamEnd[why=slow]"), reader.sent);
        assertTrue(reader.closed);
        assertEquals(
                1,
                metrics.counter("trainyard.quiz.leaderboard.followers.dropped").count() - before);
    }

    @Test
    void silenceIsBrokenByAComment() {
        follow(Duration.ZERO, LONG, LONG);
        reader.take();
        followers.look();
        reader.take();

        followers.look();

        assertEquals(":still here", reader.sent.getLast());
    }

    @Test
    void nobodyFollowsForEver() {
        follow(LONG, LONG, Duration.ZERO);
        reader.take();

        followers.look();

        assertEquals(List.of(":following", "end StreamEnd[why=come-again]"), reader.sent);
        assertTrue(reader.closed);
    }

    @Test
    void whatAFollowerWasToldIsNotKeptForThem() {
        Follower slow = follower(reader);

        WeakReference<Ranking> told = tellRanking(slow);

        try {
            await().until(() -> {
                System.gc();
                return told.refersTo(null);
            });
        } finally {
            Reference.reachabilityFence(slow);
        }
    }

    private static WeakReference<Ranking> tellRanking(Follower follower) {
        Standing ada = new Standing("ada", "Ada", 1, 100, 1, 1, null);
        Ranking ranking = Ranking.of(List.of(ada), PlayedQuiz.START);
        follower.tell(ranking, Top.of("[]"));
        return new WeakReference<>(ranking);
    }

    @Test
    void whoHasHeardOfARankingIsNotToldWhileItStillHolds() {
        Follower follower = follower(reader);
        Ranking ranking = Ranking.of(List.of(), PlayedQuiz.START);
        follower.tell(ranking, Top.of("[]"));

        assertTrue(follower.hasHeardOf(ranking.still(PlayedQuiz.START.plusSeconds(1))));
        assertFalse(follower.hasHeardOf(Ranking.of(List.of(), PlayedQuiz.START)));
    }

    @Test
    void replicaThatStopsSaysSo() {
        follow(LONG, LONG, LONG);

        followers.stop(null);

        assertEquals(List.of(":following", "end StreamEnd[why=shutdown]"), reader.sent);
    }

    @Test
    void moreThanMayFollowAreRefused() {
        follow(LONG, LONG, LONG);

        Problem refused = assertThrows(Problem.class, () -> followers.add(follower(new Reader())));

        assertEquals(503, refused.status());
        assertEquals("too-many-followed", refused.code());
    }

    @Test
    void whoHasGoneMakesRoom() {
        follow(LONG, LONG, LONG);
        reader.close();
        Reader next = new Reader();

        followers.add(follower(next));

        assertEquals(List.of(":following"), next.sent);
    }

    @Test
    void whoLeavesAsTheyAreSentSomethingKeepsNobodyElseFromHearing() {
        Reader leaving = new Reader();
        follow(new Config(LONG, Duration.ZERO, LONG, LONG, 2), leaving, reader);
        leaving.take();
        reader.take();
        leaving.leave();

        followers.look();

        assertEquals(List.of(":following"), leaving.sent);
        assertEquals(List.of(":following", ":still here"), reader.sent);
    }

    @Test
    void whoLeavesAsTheyAreSentSomethingIsNotTakenForSlow() {
        follow(new Config(LONG, LONG, Duration.ZERO, LONG, 1), reader);
        reader.take();
        double before =
                metrics.counter("trainyard.quiz.leaderboard.followers.dropped").count();
        reader.leave();

        followers.look();
        followers.look();

        assertEquals(List.of(":following"), reader.sent);
        assertEquals(
                before,
                metrics.counter("trainyard.quiz.leaderboard.followers.dropped").count());
    }

    @Test
    void whoLeavesBeforeTheyHearAnythingIsNoError() {
        reader.leave();
        follow(LONG, LONG, LONG);
        Reader next = new Reader();

        followers.add(follower(next));

        assertEquals(List.of(":following"), next.sent);
    }

    @Test
    void replicaThatStopsSaysSoToAllWhoAreStillThere() {
        Reader leaving = new Reader();
        follow(new Config(LONG, LONG, LONG, LONG, 2), leaving, reader);
        leaving.leave();

        followers.stop(null);

        assertEquals(List.of(":following", "end StreamEnd[why=shutdown]"), reader.sent);
    }

    @Test
    void afterAFailureOthersAreToldAgain() {
        follow(new Config(Duration.ofMillis(1), LONG, LONG, LONG, 1), reader);
        reader.take();
        reader.becomeUnknown(3);

        followers.start(null);

        try {
            await().untilAsserted(() -> assertEquals(List.of(":following", leaderboard(100, 1)), reader.sent));
        } finally {
            followers.stop(null);
        }
    }
}

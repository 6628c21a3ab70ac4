package dev.trainyard.quiz.leaderboard;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.kit.database.Database;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That those who ask how a quiz stood leave room for all others. */
@QuarkusTest
class PastRankingsTest {

    private static final String AT = "?at=2026-11-21T10:00:01Z";

    @InjectDatabase
    EmbeddedDatabase server;

    @Inject
    Database database;

    @Inject
    PastRankings past;

    @Inject
    LeaderboardConfig config;

    @Inject
    MeterRegistry metrics;

    private PlayedQuiz quiz;

    @BeforeEach
    void play() {
        quiz = PlayedQuiz.running(database, "shared");
        quiz.player("Ada", 100, 50);
        quiz.close();
    }

    private Response reads(String query) {
        return quiz.creator().request().get(quiz.path() + query);
    }

    private <T> T whileAllPlacesAreTaken(Supplier<T> work) {
        Supplier<T> inside = work;
        for (int i = 0; i < config.past().maxAtOnce(); i++) {
            Supplier<T> next = inside;
            inside = () -> past.inTurn(next);
        }
        return inside.get();
    }

    private double gets(String cache) {
        return metrics.get("cache.gets").tag("cache", cache).functionCounters().stream()
                .mapToDouble(FunctionCounter::count)
                .sum();
    }

    @Test
    void twoAreMadeAtOnce() {
        assertEquals(2, config.past().maxAtOnce());
    }

    @Test
    void oneMoreThanAreMadeAtOnceIsRefusedAfterAWhile() {
        whileAllPlacesAreTaken(() -> reads(AT))
                .then()
                .statusCode(503)
                .header("Retry-After", Integer::parseInt, lessThan(60))
                .body("type", equalTo("urn:problem:overloaded"));
    }

    @Test
    void placeIsFreeAgainAfterwards() {
        whileAllPlacesAreTaken(() -> reads(AT));

        reads(AT).then().statusCode(200).body("items.points", contains(100));
    }

    @Test
    void whatIsKnownNeedsNoPlace() {
        reads(AT);

        whileAllPlacesAreTaken(() -> reads(AT)).then().statusCode(200).body("items.points", contains(100));
    }

    @Test
    void whatWasIsRememberedApartFromWhatIs() {
        reads("");
        reads("?at=2026-11-21T10:00:02Z");
        double askedBefore = gets("leaderboard-past");
        double latestBefore = gets("leaderboard");

        reads(AT);

        assertEquals(askedBefore + 2, gets("leaderboard-past"));
        assertEquals(latestBefore, gets("leaderboard"));
    }

    @Test
    void nobodyWhoAsksHowItStandsWaitsForWhoAsksHowItStood() throws Exception {
        Response latest;
        Response before;
        try (var writer = server.connectAsAdmin();
                var statement = writer.createStatement();
                var readers = Executors.newVirtualThreadPerTaskExecutor()) {
            writer.setAutoCommit(false);
            // Only how it stood is made of answers.
            statement.execute("LOCK TABLE quiz.answer IN ACCESS EXCLUSIVE MODE");
            Future<Response> waiting = readers.submit(() -> reads(AT));
            await().until(() -> database.one("""
                            SELECT count(*) AS count FROM pg_locks
                            WHERE NOT granted AND relation = 'answer'::regclass
                            """, row -> row.getLong("count")).orElseThrow() > 0);

            latest = reads("");
            writer.rollback();
            before = waiting.get();
        }

        latest.then().statusCode(200).body("items.points", contains(150));
        before.then().statusCode(200).body("items.points", contains(100));
    }
}

package dev.trainyard.quiz.reward;

import static dev.trainyard.quiz.reward.Contest.reward;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.kit.database.Database;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Payouts that are settled at the moment at which something is done with their messages. */
@QuarkusTest
class PayoutLockTest {

    @InjectDatabase
    EmbeddedDatabase embedded;

    @Inject
    Database database;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @Test
    void confirmationWaitsForWhoTakesTheMessageAndComesTooLate()
            throws SQLException, InterruptedException, ExecutionException {
        Contest contest = owed();
        String path = "/api/v1/rewards/payouts/" + contest.payouts().getFirst().getString("id");
        try (Connection replica = embedded.connectAs("quiz_app")) {
            int pid = begin(replica);
            change(replica, "SELECT FROM message_channel WHERE user_id = '%s' FOR NO KEY UPDATE", contest);
            change(
                    replica,
                    "UPDATE message SET state = 'sending', due_at = now() + interval '1 hour' WHERE user_id = '%s'",
                    contest);
            Future<Response> confirmed = CompletableFuture.supplyAsync(
                    () -> contest.user().sends("{}").post(path + "/confirm"));

            assertTrue(somebodyWaitsFor(pid));
            replica.commit();

            assertEquals("urn:problem:payout-is-being-sent", confirmed.get().path("type"));
            assertEquals("pending", contest.reads(path).getString("status"));
        }
    }

    @Test
    void messageThatIsSentAgainWaitsForWhoConfirmsItsPayoutAndComesTooLate()
            throws SQLException, InterruptedException, ExecutionException {
        Contest contest = owed();
        database.update(
                "UPDATE message SET state = 'dead', settled_at = now() WHERE user_id = ?",
                contest.user().id());
        UUID message = database.one(
                        "SELECT id FROM message WHERE user_id = ?",
                        row -> row.getObject(1, UUID.class),
                        contest.user().id())
                .orElseThrow();
        URI replay = management.resolve("/monitoring/messages/dead/" + message + "/replay");
        try (Connection creator = embedded.connectAs("quiz_app")) {
            int pid = begin(creator);
            change(
                    creator,
                    "UPDATE reward_payout SET status = 'confirmed', failure = NULL WHERE user_id = '%s'",
                    contest);
            Future<Response> replayed = CompletableFuture.supplyAsync(
                    () -> TestUser.fresh("admin").sends("").post(replay));

            assertTrue(somebodyWaitsFor(pid));
            creator.commit();

            assertEquals(0, replayed.get().<Integer>path("messages"));
            assertEquals(
                    "cancelled", contest.reads("/api/v1/messages/" + message).getString("status"));
        }
    }

    private Contest owed() {
        Contest contest = Contest.draft(database);
        contest.promises(reward("winner_takes_all", 1_000)
                        .put("channelId", contest.channel("carrier-pigeon").toString()))
                .isPlayed(List.of(TestUser.fresh()), 3)
                .distributes();
        return contest;
    }

    /** The process of the database that holds the locks. */
    private static int begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            var row = statement.executeQuery("SELECT pg_backend_pid()");
            row.next();
            return row.getInt(1);
        }
    }

    private static void change(Connection connection, String sql, Contest contest) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql.formatted(contest.user().id()));
        }
    }

    private boolean somebodyWaitsFor(int pid) throws SQLException {
        Instant bound = Instant.now().plus(Duration.ofSeconds(10));
        try (Connection admin = embedded.connectAsAdmin();
                var query =
                        admin.prepareStatement("SELECT FROM pg_stat_activity WHERE ? = ANY (pg_blocking_pids(pid))")) {
            query.setInt(1, pid);
            boolean waits = false;
            while (!waits && Instant.now().isBefore(bound)) {
                waits = query.executeQuery().next();
            }
            return waits;
        }
    }
}

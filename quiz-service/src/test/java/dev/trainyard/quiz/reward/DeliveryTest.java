package dev.trainyard.quiz.reward;

import static dev.trainyard.quiz.reward.Contest.reward;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.kit.database.Database;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Payouts on their way through the queue to whoever pays. */
@QuarkusTest
class DeliveryTest {

    @Inject
    Database database;

    @Inject
    Bank bank;

    private final TestUser grace = TestUser.fresh();

    @Test
    void payoutsOfAQuizAreSentOnceEach() {
        List<TestUser> players = Stream.generate(TestUser::fresh).limit(10).toList();
        Contest contest = won(players, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3);

        awaitCount(contest, "sent", 10);

        for (TestUser player : players) {
            assertEquals(
                    List.of(98),
                    bank.ordersFor(player.id()).stream()
                            .map(order -> order.getInteger("amountMinor"))
                            .toList());
        }
    }

    @Test
    void payoutThatWhoPaysRefusesFailsAndIsSentAgain() {
        bank.forget(grace.id());
        Contest contest = won(List.of(grace), 3);
        awaitCount(contest, "failed", 1);
        JsonObject failed = contest.payouts().getFirst();
        bank.remember(grace.id());

        contest.user().request().post("/api/v1/rewards/payouts/" + failed.getString("id") + "/retry");

        awaitCount(contest, "sent", 1);
        assertEquals("The message could not be sent: 404 Not Found", failed.getString("failure"));
        List<JsonObject> orders = bank.ordersFor(grace.id());
        assertEquals(
                List.of(1, 2),
                orders.stream().map(order -> order.getInteger("attempt")).toList());
        assertEquals(
                1,
                orders.stream()
                        .map(order -> order.getString("payoutId"))
                        .distinct()
                        .count());
    }

    private Contest won(List<TestUser> players, int... correct) {
        Contest contest = Contest.draft(database);
        contest.promises(reward("shared_pot", 1_000)
                        .put("channelId", contest.channel("bank").toString()))
                .isPlayed(players, correct)
                .distributes();
        return contest;
    }

    private static void awaitCount(Contest contest, String status, int count) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> contest.reads(contest.rewardPath())
                                .getJsonObject("distribution")
                                .getJsonObject("payouts")
                                .getInteger(status)
                        == count);
    }
}

package dev.trainyard.quiz.reward;

import static dev.trainyard.quiz.reward.Contest.reward;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.kit.database.Database;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A channel for payouts in place of one that is gone. */
@QuarkusTest
class PayoutChannelTest {

    @Inject
    Database database;

    private final TestUser grace = TestUser.fresh();
    private Contest contest;
    private UUID former;

    @BeforeEach
    void play() {
        contest = Contest.draft(database);
        former = contest.channel("carrier-pigeon");
        contest.promises(reward("winner_takes_all", 1_000).put("channelId", former.toString()))
                .isPlayed(List.of(grace), 3);
    }

    @Test
    void payoutWhoseChannelHadGoneFollowsByAnother() {
        remove(former);
        contest.distributes();
        UUID channel = contest.channel("carrier-pigeon");

        put(channel).then().statusCode(204);

        assertEquals(List.of(channel + " payout-" + payout() + "-1"), messages());
        assertEquals(channel.toString(), contest.reads(contest.rewardPath()).getString("channelId"));
    }

    @Test
    void payoutThatWasTriedAgainWithoutAChannelFollowsOnceByAnother() {
        contest.distributes();
        does("fail");
        remove(former);
        does("retry");
        UUID channel = contest.channel("carrier-pigeon");

        put(channel);
        put(channel).then().statusCode(204);

        assertEquals(List.of(channel + " payout-" + payout() + "-2"), messages());
    }

    @Test
    void failedPayoutIsTriedAgainByTheOther() {
        contest.distributes();
        does("fail");
        remove(former);
        UUID channel = contest.channel("carrier-pigeon");
        put(channel);

        does("retry");

        assertEquals(List.of(channel + " payout-" + payout() + "-2"), messages());
    }

    @ParameterizedTest
    @CsvSource({"fail", "confirm"})
    void payoutThatIsNotPendingIsNotHandedOver(String verb) {
        remove(former);
        contest.distributes();
        does(verb);

        put(contest.channel("carrier-pigeon")).then().statusCode(204);

        assertEquals(List.of(), messages());
    }

    @Test
    void payoutThatIsHandedOverByTheOtherIsTakenBackWhenItIsConfirmed() {
        remove(former);
        contest.distributes();
        put(contest.channel("carrier-pigeon"));

        does("confirm");

        assertEquals(
                "cancelled",
                database.one(
                                "SELECT state FROM message WHERE user_id = ?",
                                row -> row.getString(1),
                                contest.user().id())
                        .orElseThrow());
    }

    @Test
    void channelThatIsThereIsNotReplacedOnceThePotIsDivided() {
        contest.distributes();

        put(contest.channel("carrier-pigeon"))
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:reward-has-channel"));

        assertEquals(List.of(former + " payout-" + payout() + "-1"), messages());
        assertEquals(former.toString(), contest.reads(contest.rewardPath()).getString("channelId"));
    }

    @Test
    void channelIsReplacedBeforeThePotIsDivided() {
        UUID channel = contest.channel("carrier-pigeon");
        put(channel).then().statusCode(204);

        contest.distributes();

        assertEquals(List.of(channel + " payout-" + payout() + "-1"), messages());
    }

    @Test
    void payoutsOfAQuizThatIsDeletedFollowAsWell() {
        remove(former);
        contest.distributes();
        String payout = payout();
        contest.user().request().delete(contest.path());
        UUID channel = contest.channel("carrier-pigeon");

        put(channel).then().statusCode(204);

        assertEquals(List.of(channel + " payout-" + payout + "-1"), messages());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bank", "telegram"})
    void channelOfSomebodyElseAndABotAreRefused(String kind) {
        Contest other = kind.equals("telegram") ? contest : Contest.draft(database);

        put(other.channel(kind)).then().statusCode(400).body("violations.pointer", contains("/channelId"));
    }

    @Test
    void noneIsRefused() {
        contest.user()
                .sends("{}")
                .put(contest.rewardPath() + "/channel")
                .then()
                .statusCode(400)
                .body("violations.pointer", contains("/channelId"));
    }

    @Test
    void othersFindNothing() {
        Contest other = Contest.draft(database);
        String body = "{\"channelId\": \"" + other.channel("carrier-pigeon") + "\"}";

        other.user().sends(body).put(contest.rewardPath() + "/channel").then().statusCode(404);
        other.user().sends(body).put(other.rewardPath() + "/channel").then().statusCode(404);
    }

    private Response put(UUID channel) {
        return contest.user().sends("{\"channelId\": \"" + channel + "\"}").put(contest.rewardPath() + "/channel");
    }

    private void does(String verb) {
        var request = verb.equals("retry")
                ? contest.user().request()
                : contest.user().sends(verb.equals("fail") ? "{\"reason\": \"No account\"}" : "{}");
        request.post("/api/v1/rewards/payouts/" + payout() + "/" + verb).then().statusCode(200);
    }

    private String payout() {
        return contest.payouts().getFirst().getString("id");
    }

    private void remove(UUID channel) {
        database.update(
                "DELETE FROM message_channel WHERE user_id = ? AND id = ?",
                contest.user().id(),
                channel);
    }

    /** The messages of the creator, as channel and deduplication key. */
    private List<String> messages() {
        return database.list(
                "SELECT channel_id || ' ' || deduplication_key FROM message WHERE user_id = ? ORDER BY id",
                row -> row.getString(1),
                contest.user().id());
    }
}

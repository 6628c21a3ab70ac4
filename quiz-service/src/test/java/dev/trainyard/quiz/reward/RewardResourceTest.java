package dev.trainyard.quiz.reward;

import static dev.trainyard.quiz.reward.Contest.reward;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.trainyard.kit.database.Database;
import dev.trainyard.quiz.authoring.Creator;
import dev.trainyard.testkit.OtherUsers;
import dev.trainyard.testkit.OtherUsers.Access;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class RewardResourceTest {

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @Inject
    Database database;

    @Test
    void moreThanBooksCanHoldIsNotPromised() {
        Contest contest = Contest.draft(database);
        // As after nine thousand of the largest pots.
        database.update(
                "INSERT INTO reward_account (user_id, currency, kind, holder, balance_minor) VALUES (?, 'EUR', 'creator', '', ?)",
                contest.user().id(),
                -9_000_000_000_000_000_000L + 999);

        Response more = contest.user().sends(reward("top3", 1_000).encode()).put(contest.rewardPath());
        Response asMuch = contest.user().sends(reward("top3", 999).encode()).put(contest.rewardPath());

        more.then().statusCode(409).body("type", equalTo("urn:problem:books-full"));
        asMuch.then().statusCode(200);
    }

    @Test
    void promisedRewardReadsAsItWasAnswered() {
        Contest contest = Contest.draft(database);

        Response promised =
                contest.user().sends(reward("top3", 100_000).encode()).put(contest.rewardPath());

        promised.then()
                .statusCode(200)
                .body("quizId", equalTo(contest.quiz().toString()))
                .body("schedule", equalTo("top3"))
                .body("shares", contains(5_000, 3_000, 2_000))
                .body("minCorrect", nullValue())
                .body("potMinor", equalTo(100_000))
                .body("currency", equalTo("EUR"))
                .body("feeBps", equalTo(200))
                .body("channelId", nullValue())
                .body("distribution", nullValue());
        assertEquals(
                promised.asString(),
                contest.user().request().get(contest.rewardPath()).asString());
    }

    @Test
    void feeIsTwoPerCentWhenUnsaid() {
        JsonObject reward = reward("winner_takes_all", 100);
        reward.remove("feeBps");

        Contest contest = Contest.draft(database).promises(reward);

        assertEquals(200, contest.reads(contest.rewardPath()).getInteger("feeBps"));
    }

    @Test
    void customSharesAreKept() {
        JsonObject reward = reward("custom", 100).put("shares", JsonArray.of(7_000, 3_000));

        Contest contest = Contest.draft(database).promises(reward);

        assertEquals(
                JsonArray.of(7_000, 3_000), contest.reads(contest.rewardPath()).getJsonArray("shares"));
    }

    @Test
    void otherRewardReplacesAllOfIt() {
        Contest contest = Contest.draft(database);
        contest.promises(reward("custom", 100)
                .put("shares", JsonArray.of(10_000))
                .put("minCorrect", 2)
                .put("channelId", contest.channel("carrier-pigeon").toString()));

        contest.promises(reward("shared_pot", 7).put("currency", "NEAR").put("feeBps", 0));

        contest.user()
                .request()
                .get(contest.rewardPath())
                .then()
                .body("schedule", equalTo("shared_pot"))
                .body("shares", empty())
                .body("minCorrect", nullValue())
                .body("potMinor", equalTo(7))
                .body("currency", equalTo("NEAR"))
                .body("feeBps", equalTo(0))
                .body("channelId", nullValue());
    }

    @Test
    void rewardMayBeTakenBackUntilTheStart() {
        Contest contest = Contest.draft(database).promises(reward("top3", 100)).does("open");

        contest.user().request().delete(contest.rewardPath()).then().statusCode(204);

        contest.user().request().get(contest.rewardPath()).then().statusCode(404);
        contest.user().request().delete(contest.rewardPath()).then().statusCode(404);
    }

    @Test
    void rewardStaysOnceTheQuizRuns() {
        Contest contest = Contest.draft(database)
                .promises(reward("top3", 100))
                .does("open")
                .does("start");

        contest.user()
                .sends(reward("top3", 1).encode())
                .put(contest.rewardPath())
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:quiz-is-running"));
        contest.user()
                .request()
                .delete(contest.rewardPath())
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:quiz-is-running"));
        assertEquals(100, contest.reads(contest.rewardPath()).getInteger("potMinor"));
    }

    @Test
    void closedQuizGetsNoReward() {
        Contest contest = Contest.draft(database).does("open").does("start").does("close");

        contest.user()
                .sends(reward("top3", 1).encode())
                .put(contest.rewardPath())
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:quiz-is-closed"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /schedule       | {"schedule": null}
            /schedule       | {"schedule": "top4"}
            /potMinor       | {"potMinor": 0}
            /potMinor       | {"potMinor": 1000000000000001}
            /potMinor       | {"potMinor": 1.5}
            /currency       | {"currency": "eur"}
            /currency       | {"currency": null}
            /feeBps         | {"feeBps": -1}
            /feeBps         | {"feeBps": 5001}
            /minCorrect     | {"minCorrect": 0}
            /shares         | {"shares": [10000]}
            /shares         | {"schedule": "custom"}
            /shares         | {"schedule": "custom", "shares": []}
            /shares         | {"schedule": "custom", "shares": [9999]}
            /shares         | {"schedule": "custom", "shares": [5001, 5000]}
            /shares/1       | {"schedule": "custom", "shares": [4000, 6000]}
            /shares/0       | {"schedule": "custom", "shares": [0, 10000]}
            /channelId      | {"channelId": "00000000-0000-0000-0000-000000000000"}
            """)
    void promiseThatCannotBeKeptIsRefused(String pointer, String change) {
        Contest contest = Contest.draft(database);

        Response refused = contest.user()
                .sends(reward("top3", 100).mergeIn(new JsonObject(change)).encode())
                .put(contest.rewardPath());

        refused.then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"))
                .body("violations.pointer", contains(pointer));
        contest.user().request().get(contest.rewardPath()).then().statusCode(404);
    }

    @Test
    void quizWithARewardThatNobodyCanWinIsNotOpened() {
        Contest contest = Contest.draft(database).promises(reward("top3", 100).put("minCorrect", 4));

        contest.user()
                .request()
                .post(contest.path() + "/open")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:reward-out-of-reach"));

        assertEquals("draft", contest.reads(contest.path()).getString("status"));
        contest.promises(reward("top3", 100).put("minCorrect", 3)).does("open");
    }

    @Test
    void openQuizGetsNoRewardThatNobodyCanWin() {
        Contest contest = Contest.draft(database).promises(reward("top3", 100)).does("open");

        contest.user()
                .sends(reward("top3", 100).put("minCorrect", 4).encode())
                .put(contest.rewardPath())
                .then()
                .statusCode(400)
                .body("violations.pointer", contains("/minCorrect"));

        assertNull(contest.reads(contest.rewardPath()).getInteger("minCorrect"));
        contest.promises(reward("top3", 100).put("minCorrect", 3));
    }

    @Test
    void channelOfAnotherUserIsRefused() {
        Contest contest = Contest.draft(database);
        UUID foreign = Contest.draft(database).channel("carrier-pigeon");

        contest.user()
                .sends(reward("top3", 100).put("channelId", foreign.toString()).encode())
                .put(contest.rewardPath())
                .then()
                .statusCode(400)
                .body("violations.pointer", contains("/channelId"));
    }

    @Test
    void botPaysNobody() {
        Contest contest = Contest.draft(database);
        UUID bot = contest.channel("telegram");

        contest.user()
                .sends(reward("top3", 100).put("channelId", bot.toString()).encode())
                .put(contest.rewardPath())
                .then()
                .statusCode(400)
                .body("violations.pointer", contains("/channelId"));
    }

    @Test
    void playerSeesWhatThereIsToWin() {
        TestUser grace = TestUser.fresh();
        Contest contest = Contest.draft(database);
        contest.promises(reward("winner_takes_all", 100)
                .put("channelId", contest.channel("carrier-pigeon").toString()));
        contest.isPlayed(List.of(grace), 3).distributes();

        grace.request()
                .get(contest.rewardPath())
                .then()
                .statusCode(200)
                .body("potMinor", equalTo(100))
                .body("channelId", nullValue())
                .body("distribution.winners", equalTo(1))
                .body("distribution.payouts", nullValue());
    }

    @Test
    void creatorWhoPlaysStillSeesAll() {
        Contest contest = Contest.draft(database);
        UUID channel = contest.channel("carrier-pigeon");
        contest.promises(reward("top3", 100).put("channelId", channel.toString()));

        contest.joins(contest.user(), "Me");

        assertEquals(channel.toString(), contest.reads(contest.rewardPath()).getString("channelId"));
    }

    @Test
    void channelThatIsGoneIsNone() {
        Contest contest = Contest.draft(database);
        UUID channel = contest.channel("carrier-pigeon");
        contest.promises(reward("top3", 100).put("channelId", channel.toString()));

        database.update(
                "UPDATE message_channel SET removed_at = now() WHERE user_id = ? AND id = ?",
                contest.user().id(),
                channel);

        assertNull(contest.reads(contest.rewardPath()).getString("channelId"));
    }

    @Test
    void deletedQuizTakesItsPromiseAlong() {
        Contest contest = Contest.draft(database).promises(reward("top3", 100));

        contest.user().request().delete(contest.path()).then().statusCode(204);

        contest.user().request().get(contest.rewardPath()).then().statusCode(404);
    }

    @Test
    void othersFindNothing() {
        Contest contest = Contest.draft(database).promises(reward("top3", 100));

        OtherUsers.findNothingAt(
                contest.user(),
                contest.path(),
                Access.get("/reward"),
                Access.put("/reward", reward("top3", 1).encode()),
                Access.delete("/reward"),
                Access.post("/reward/dry-run", "{\"ranks\": [1]}"),
                Access.post("/reward/distribute", null),
                Access.get("/reward/payouts"));
        assertEquals(100, contest.reads(contest.rewardPath()).getInteger("potMinor"));
    }

    @Test
    void playerChangesNothing() {
        TestUser grace = TestUser.fresh();
        Contest contest = Contest.draft(database).promises(reward("top3", 100)).isPlayed(List.of(grace), 3);

        grace.request().post(contest.rewardPath() + "/distribute").then().statusCode(404);
        grace.request().get(contest.rewardPath() + "/payouts").then().statusCode(404);
        grace.sends("{}").post(contest.rewardPath() + "/dry-run").then().statusCode(404);
        assertEquals(null, contest.reads(contest.rewardPath()).getJsonObject("distribution"));
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/quizzes/{id}/reward",
        "PUT,/quizzes/{id}/reward",
        "DELETE,/quizzes/{id}/reward",
        "POST,/quizzes/{id}/reward/dry-run",
        "POST,/quizzes/{id}/reward/distribute",
        "GET,/quizzes/{id}/reward/payouts",
        "GET,/rewards",
        "GET,/rewards/accounts",
        "GET,/rewards/payouts",
        "GET,/rewards/payouts/{id}",
        "POST,/rewards/payouts/{id}/confirm",
        "POST,/rewards/payouts/{id}/fail",
        "POST,/rewards/payouts/{id}/retry",
    })
    void anonymousIsRefused(Method method, String path) {
        given().contentType("application/json")
                .body("{}")
                .request(
                        method,
                        "/api/v1" + path.replace("{id}", UUID.randomUUID().toString()))
                .then()
                .statusCode(401)
                .body("type", equalTo("urn:problem:unauthenticated"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RewardSchedule | winner_takes_all top3 top5 top10 custom shared_pot
            PayoutStatus   | pending sent confirmed failed
            """)
    void openApiWritesConstantsAsJsonDoes(String schema, String constants) {
        given().get(management.resolve("/q/openapi?format=json"))
                .then()
                .body("components.schemas." + schema + ".enum", contains(constants.split(" ")));
    }

    @Test
    void quizThatIsNotThereGetsNoReward() {
        Creator.fresh()
                .user()
                .sends(reward("top3", 100).encode())
                .put(Creator.QUIZZES + "/" + UUID.randomUUID() + "/reward")
                .then()
                .statusCode(404)
                .body("detail", equalTo("There is no such quiz."));
    }
}

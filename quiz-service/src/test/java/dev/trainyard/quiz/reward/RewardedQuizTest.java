package dev.trainyard.quiz.reward;

import static dev.trainyard.quiz.reward.Contest.reward;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.kit.database.Database;
import dev.trainyard.quiz.authoring.Bodies;
import dev.trainyard.quiz.authoring.Creator;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A quiz after its pot was divided: it says so, and is a closed one in all else. */
@QuarkusTest
class RewardedQuizTest {

    @Inject
    Database database;

    private final TestUser grace = TestUser.fresh();
    private Contest contest;

    @BeforeEach
    void distribute() {
        contest = Contest.closed(database, reward("winner_takes_all", 1_000), List.of(grace), 2);
        contest.distributes();
    }

    @Test
    void creatorSeesThatItIsRewardedAndHasChanged() {
        // Written, opened, started, closed, rewarded.
        reads(contest.user(), "")
                .statusCode(200)
                .header("ETag", equalTo("\"5\""))
                .body("status", equalTo("rewarded"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/play", "/leaderboard"})
    void playerSeesThatItIsRewarded(String path) {
        reads(grace, path).statusCode(200).body("status", equalTo("rewarded"));
    }

    @Test
    void listKnowsItAsRewardedAndNotAsClosed() {
        list("rewarded")
                .body("items.id", contains(contest.quiz().toString()))
                .body("items[0].status", equalTo("rewarded"));
        list("closed").body("items", empty());
    }

    @Test
    void quizThatIsClosedAloneIsNotRewarded() {
        Contest other = Contest.draft(database, contest.creator())
                .promises(reward("winner_takes_all", 1_000))
                .isPlayed(List.of(grace), 2);

        list("closed").body("items.id", contains(other.quiz().toString())).body("items[0].status", equalTo("closed"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "start", "next", "close"})
    void creatorIsRefusedAsWhenItWasClosed(String verb) {
        contest.user()
                .request()
                .post(contest.path() + "/" + verb)
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:quiz-is-closed"));
    }

    @Test
    void nothingOfItIsWrittenAnyMore() {
        contest.creator()
                .puts(contest.path(), "\"5\"", Bodies.quizOf(1))
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:quiz-not-draft"));
        contest.user()
                .sends(reward("top3", 1).encode())
                .put(contest.rewardPath())
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:quiz-is-closed"));
    }

    @Test
    void playerIsRefusedAsWhenItWasClosed() {
        grace.request()
                .post(contest.path() + "/attempts")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:quiz-is-closed"));
    }

    @Test
    void rightAnswersAndResultsAreShownAsWhenItWasClosed() {
        reads(grace, "/attempts/1").statusCode(200).body("attempt.correct", equalTo(2));
        reads(contest.user(), "/results?format=csv").statusCode(200);
        reads(contest.user(), "/leaderboard?at=2026-01-01T00:00:00Z").statusCode(200);
    }

    @Test
    void copyOfItIsADraft() {
        contest.user()
                .request()
                .post(contest.path() + "/duplicate")
                .then()
                .statusCode(201)
                .body("status", equalTo("draft"))
                .body("course.closedAt", nullValue());
    }

    @Test
    void versionOfBeforeDeletesItNot() {
        contest.user()
                .request()
                .header("If-Match", "\"4\"")
                .delete(contest.path())
                .then()
                .statusCode(412);
        contest.user()
                .request()
                .header("If-Match", "\"5\"")
                .delete(contest.path())
                .then()
                .statusCode(204);

        assertEquals(List.of(980L), payoutsOf(contest));
    }

    private static List<Long> payoutsOf(Contest contest) {
        return contest.reads("/api/v1/rewards/payouts").getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .map(payout -> payout.getLong("amountMinor"))
                .toList();
    }

    private ValidatableResponse list(String status) {
        return contest.user()
                .request()
                .get(Creator.QUIZZES + "?status=" + status)
                .then()
                .statusCode(200);
    }

    private ValidatableResponse reads(TestUser user, String path) {
        return user.request().get(contest.path() + path).then();
    }
}

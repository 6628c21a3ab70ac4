package dev.trainyard.quiz.reward;

import static dev.trainyard.quiz.authoring.Creator.sixteenAtOnce;
import static dev.trainyard.quiz.reward.Contest.reward;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.kit.database.Database;
import dev.trainyard.testkit.OtherUsers;
import dev.trainyard.testkit.OtherUsers.Access;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class PayoutResourceTest {

    private static final String PAYOUTS = "/api/v1/rewards/payouts";

    private final TestUser grace = TestUser.fresh();

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @Inject
    Database database;

    @Test
    void payoutReadsAsInTheList() {
        Contest contest = owed();

        JsonObject payout = contest.payouts().getFirst();

        assertEquals(payout, contest.reads(pathOf(payout)));
        assertEquals(grace.id(), payout.getString("winner"));
        assertEquals(980, payout.getInteger("amountMinor"));
    }

    @Test
    void confirmedPayoutIsBookedFromTheWinnerToPaid() {
        Contest contest = owed();

        does(contest, "confirm", "{\"reference\": \"SEPA-7\"}")
                .then()
                .statusCode(200)
                .body("status", equalTo("confirmed"))
                .body("reference", equalTo("SEPA-7"))
                .body("failure", nullValue());

        assertEquals(
                List.of(
                        "EUR creator null -1000",
                        "EUR fee null 20",
                        "EUR paid null 980",
                        "EUR winner " + grace.id() + " 0"),
                contest.books());
        contest.user()
                .request()
                .get(contest.rewardPath())
                .then()
                .body("distribution.payouts.pending", equalTo(0))
                .body("distribution.payouts.confirmed", equalTo(1));
    }

    @Test
    void confirmationThatIsSentAgainChangesNothing() {
        Contest contest = owed();
        Response first = does(contest, "confirm", "{\"reference\": \"one\"}");

        Response second = does(contest, "confirm", "{\"reference\": \"two\"}");

        assertEquals(first.asString(), second.asString());
    }

    @Test
    void confirmationsAtOnceAreBookedOnce() throws Exception {
        Contest contest = owed();
        String path = path(contest);

        List<Integer> statuses = sixteenAtOnce(i -> contest.user().sends("{}").post(path + "/confirm"));

        assertEquals(Collections.nCopies(16, 200), statuses);
        assertTrue(
                contest.books().contains("EUR paid null 980"), contest.books().toString());
    }

    @Test
    void confirmationsOfSeveralPayoutsAtOnceAddUp() throws Exception {
        List<TestUser> players = Stream.generate(TestUser::fresh).limit(16).toList();
        Contest contest = Contest.closed(
                database,
                reward("shared_pot", 1_600).put("feeBps", 0),
                players,
                3,
                3,
                3,
                3,
                3,
                3,
                3,
                3,
                3,
                3,
                3,
                3,
                3,
                3,
                3,
                3);
        contest.distributes();
        List<String> paths =
                contest.payouts().stream().map(PayoutResourceTest::pathOf).toList();

        List<Integer> statuses = sixteenAtOnce(i -> contest.user().sends("{}").post(paths.get(i) + "/confirm"));

        assertEquals(Collections.nCopies(16, 200), statuses);
        assertTrue(
                contest.books().contains("EUR paid null 1600"), contest.books().toString());
    }

    @Test
    void failedPayoutIsStillOwed() {
        Contest contest = owed();

        does(contest, "fail", "{\"reason\": \"The account does not exist\"}")
                .then()
                .statusCode(200)
                .body("status", equalTo("failed"))
                .body("failure", equalTo("The account does not exist"));

        assertEquals(
                List.of("EUR creator null -1000", "EUR fee null 20", "EUR winner " + grace.id() + " 980"),
                contest.books());
    }

    @Test
    void failureThatIsSentAgainChangesNothing() {
        Contest contest = owed();
        Response first = does(contest, "fail", "{\"reason\": \"one\"}");

        Response second = does(contest, "fail", "{\"reason\": \"two\"}");

        assertEquals(first.asString(), second.asString());
    }

    @Test
    void failedPayoutIsTriedAgain() {
        Contest contest = owedByChannel();
        does(contest, "fail", "{\"reason\": \"The bank is closed\"}");

        contest.user()
                .request()
                .post(path(contest) + "/retry")
                .then()
                .statusCode(200)
                .body("status", equalTo("pending"))
                .body("attempt", equalTo(2))
                .body("failure", nullValue());

        String key = "payout-" + contest.payouts().getFirst().getString("id");
        List<String> messages = contest.messages();
        assertEquals(2, messages.size());
        assertTrue(messages.get(0).startsWith(key + "-1 "), messages.toString());
        assertTrue(messages.get(1).startsWith(key + "-2 "), messages.toString());
        assertTrue(messages.get(1).contains("\"attempt\":2"), messages.toString());
    }

    @Test
    void retriesAtOnceAreOne() throws Exception {
        Contest contest = owedByChannel();
        does(contest, "fail", "{\"reason\": \"The bank is closed\"}");
        String path = path(contest);

        List<Integer> statuses = sixteenAtOnce(i -> contest.user().request().post(path + "/retry"));

        assertEquals(1, statuses.stream().filter(status -> status == 200).count(), statuses.toString());
        assertEquals(15, statuses.stream().filter(status -> status == 409).count(), statuses.toString());
        assertEquals(2, contest.messages().size());
    }

    @Test
    void retryByAChannelThatIsGoneWaitsForItsConfirmation() {
        Contest contest = owedByChannel();
        does(contest, "fail", "{\"reason\": \"The bank is closed\"}");
        database.update(
                "UPDATE message_channel SET removed_at = now() WHERE user_id = ?",
                contest.user().id());

        contest.user()
                .request()
                .post(path(contest) + "/retry")
                .then()
                .statusCode(200)
                .body("status", equalTo("pending"));
    }

    @Test
    void winnerWhoHasItAfterAllIsConfirmed() {
        Contest contest = owed();
        does(contest, "fail", "{\"reason\": \"It took too long\"}");

        does(contest, "confirm", "{}")
                .then()
                .statusCode(200)
                .body("status", equalTo("confirmed"))
                .body("failure", nullValue());
    }

    @Test
    void confirmedPayoutDoesNotFail() {
        Contest contest = owed();
        does(contest, "confirm", "{}");

        does(contest, "fail", "{\"reason\": \"No\"}")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:payout-is-confirmed"));
        contest.user()
                .request()
                .post(path(contest) + "/retry")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:payout-is-confirmed"));
    }

    @Test
    void payoutThatHasNotFailedIsNotTriedAgain() {
        Contest contest = owed();

        contest.user()
                .request()
                .post(path(contest) + "/retry")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:payout-is-pending"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sent      |               | sent   |
            dead      | 404 Not Found | failed | The message could not be sent: 404 Not Found
            dead      |               | failed | The message could not be sent.
            cancelled |               | failed | The message was cancelled.
            """)
    void payoutFollowsItsMessage(String state, String reason, String status, String failure) {
        Contest contest = owedByChannel();

        settle(contest, state, reason);

        contest.user()
                .request()
                .get(path(contest))
                .then()
                .body("status", equalTo(status))
                .body("failure", equalTo(failure));
    }

    @Test
    void messageOfAnAttemptBeforeTellsNothing() {
        Contest contest = owedByChannel();
        does(contest, "fail", "{\"reason\": \"The bank is closed\"}");
        contest.user().request().post(path(contest) + "/retry");

        database.update(
                "UPDATE message SET state = 'sent', settled_at = now() WHERE user_id = ? AND deduplication_key LIKE '%-1'",
                contest.user().id());

        contest.user().request().get(path(contest)).then().body("status", equalTo("pending"));
    }

    @Test
    void messageThatIsSentAgainMakesItsPayoutPendingAgain() {
        Contest contest = owedByChannel();
        settle(contest, "dead", "503 Service Unavailable");

        replays(messageOf(contest, 1)).statusCode(200).body("messages", equalTo(1));

        assertEquals("ready", stateOf(contest, 1));
        contest.user()
                .request()
                .get(path(contest))
                .then()
                .body("status", equalTo("pending"))
                .body("attempt", equalTo(1))
                .body("failure", nullValue());
    }

    @Test
    void messageThatIsSentAfterAllMakesItsPayoutSent() {
        Contest contest = owedByChannel();
        settle(contest, "dead", "503 Service Unavailable");

        settle(contest, "sent", null);

        contest.user().request().get(path(contest)).then().body("status", equalTo("sent"));
    }

    @ParameterizedTest
    @CsvSource({"confirm,confirmed", "retry,pending"})
    void messageIsNotSentAgainWhenItsPayoutIsSettledOrTriedAgain(String verb, String status) {
        Contest contest = owedByChannel();
        settle(contest, "dead", "503 Service Unavailable");
        does(contest, verb, "{}").then().statusCode(200).body("status", equalTo(status));

        replays(messageOf(contest, 1)).statusCode(200).body("messages", equalTo(0));

        contest.user()
                .request()
                .get("/api/v1/messages/" + messageOf(contest, 1))
                .then()
                .body("status", equalTo("cancelled"))
                .body("reason", equalTo("its payout needs it no more; 503 Service Unavailable"));
        contest.user().request().get(path(contest)).then().body("status", equalTo(status));
    }

    @Test
    void ofTheDeadMessagesOfAChannelOnlyThoseThatAreNeededAreSentAgain() {
        Contest contest = Contest.draft(database);
        UUID channel = contest.channel("carrier-pigeon");
        contest.promises(reward("shared_pot", 1_000).put("channelId", channel.toString()))
                .isPlayed(List.of(grace, TestUser.fresh(), TestUser.fresh()), 3, 3, 3)
                .distributes();
        settle(contest, "dead", null);
        does(contest, "confirm", "{}").then().statusCode(200);

        TestUser.fresh("admin")
                .sends("")
                .post(management.resolve("/monitoring/message-channels/" + channel + "/replay"))
                .then()
                .statusCode(200)
                .body("messages", equalTo(2));

        assertEquals(
                List.of("confirmed", "pending", "pending"),
                contest.payouts().stream()
                        .map(payout -> payout.getString("status"))
                        .toList());
    }

    @Test
    void sentPayoutIsConfirmed() {
        Contest contest = owedByChannel();
        settle(contest, "sent", null);

        does(contest, "confirm", "{}").then().statusCode(200).body("status", equalTo("confirmed"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ready  | confirm | {}               | confirmed |
            later  | confirm | {}               | confirmed |
            behind | confirm | {}               | confirmed |
            ready  | fail    | {"reason": "No"} | failed    | No
            later  | fail    | {"reason": "No"} | failed    | No
            behind | fail    | {"reason": "No"} | failed    | No
            """)
    void settledPayoutTakesItsMessageBack(String state, String verb, String body, String status, String failure) {
        Contest contest = owedByChannel();
        become(contest, state);

        does(contest, verb, body).then().statusCode(200).body("status", equalTo(status));

        assertEquals("cancelled", stateOf(contest, 1));
        contest.user()
                .request()
                .get(path(contest))
                .then()
                .body("status", equalTo(status))
                .body("failure", equalTo(failure));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            confirm | {}
            fail    | {"reason": "No"}
            """)
    void payoutIsNotSettledWhileItIsBeingSent(String verb, String body) {
        Contest contest = owedByChannel();
        become(contest, "sending");
        List<String> before = contest.books();

        does(contest, verb, body).then().statusCode(409).body("type", equalTo("urn:problem:payout-is-being-sent"));

        assertEquals("sending", stateOf(contest, 1));
        contest.user().request().get(path(contest)).then().body("status", equalTo("pending"));
        assertEquals(before, contest.books());
    }

    @Test
    void payoutByAChannelThatIsGoneIsConfirmed() {
        Contest contest = owedByChannel();
        database.update(
                "DELETE FROM message_channel WHERE user_id = ?", contest.user().id());

        does(contest, "confirm", "{}").then().statusCode(200).body("status", equalTo("confirmed"));
    }

    @Test
    void payoutThatManyConfirmFailAndTryAgainAtOnceLeavesNoMessageThatPaysAgain() throws Exception {
        Contest contest = owedByChannel();
        String path = path(contest);
        List<String> verbs = List.of("fail", "retry", "confirm", "retry");

        List<Integer> statuses = sixteenAtOnce(i ->
                contest.user().sends(i % 4 == 0 ? "{\"reason\": \"No\"}" : "{}").post(path + "/" + verbs.get(i % 4)));

        assertTrue(statuses.stream().allMatch(status -> status == 200 || status == 409), statuses.toString());
        contest.user().request().get(path).then().body("status", equalTo("confirmed"));
        assertEquals(
                List.of("cancelled"),
                database.list(
                        "SELECT DISTINCT state FROM message WHERE user_id = ?",
                        row -> row.getString(1),
                        contest.user().id()));
    }

    @Test
    void listIsOldestFirstAndKnowsTheStatus() {
        Contest contest = Contest.closed(
                database, reward("top3", 1_000), List.of(grace, TestUser.fresh(), TestUser.fresh()), 3, 2, 1);
        contest.distributes();
        contest.user()
                .sends("{\"reason\": \"No\"}")
                .post(pathOf(contest.payouts().get(1)) + "/fail");

        contest.user().request().get(PAYOUTS).then().statusCode(200).body("items.rank", contains(1, 2, 3));
        contest.user()
                .request()
                .queryParam("status", "failed")
                .get(PAYOUTS)
                .then()
                .body("items.rank", contains(2));
        contest.user()
                .request()
                .queryParam("status", "pending")
                .get(PAYOUTS)
                .then()
                .body("items.rank", contains(1, 3));
    }

    @Test
    void statusThatIsNoneIsRefused() {
        grace.request()
                .queryParam("status", "lost")
                .get(PAYOUTS)
                .then()
                .statusCode(400)
                .body("violations.pointer", contains("status"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            fail    | {}                | /reason
            fail    | {"reason": " "}   | /reason
            confirm | {"reference": ""} | /reference
            """)
    void wordsThatAreNoneAreRefused(String verb, String body, String pointer) {
        Contest contest = owed();

        does(contest, verb, body).then().statusCode(400).body("violations.pointer", contains(pointer));

        assertEquals("pending", contest.payouts().getFirst().getString("status"));
    }

    @Test
    void winnerSeesWhatTheyWonNewestFirst() {
        Contest first = owed();
        Contest second = Contest.closed(
                database, reward("winner_takes_all", 50).put("currency", "NEAR").put("feeBps", 0), List.of(grace), 2);
        second.distributes();
        does(first, "confirm", "{}");

        grace.request()
                .get("/api/v1/rewards")
                .then()
                .statusCode(200)
                .body(
                        "items.quizId",
                        contains(second.quiz().toString(), first.quiz().toString()))
                .body("items.quizTitle", contains("The planets", "The planets"))
                .body("items.amountMinor", contains(50, 980))
                .body("items.currency", contains("NEAR", "EUR"))
                .body("items.status", contains("pending", "confirmed"))
                .body("items[0].winner", nullValue());
    }

    @Test
    void pagesOfPrizesTogetherAreAll() {
        for (int i = 0; i < 5; i++) {
            owed();
        }

        List<String> prizes = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            Response page = grace.request()
                    .queryParam("limit", 2)
                    .queryParam("cursor", cursor)
                    .get("/api/v1/rewards");
            prizes.addAll(page.path("items.payoutId"));
            cursor = page.path("next");
        }

        assertEquals(5, prizes.stream().distinct().count());
        assertEquals(prizes.stream().sorted().toList().reversed(), prizes);
    }

    @Test
    void pagesOfAccountsTogetherAreTheBooks() {
        Contest contest = owed();
        List<String> whole = contest.books();

        List<String> kinds = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            Response page = contest.user()
                    .request()
                    .queryParam("limit", 1)
                    .queryParam("cursor", cursor)
                    .get("/api/v1/rewards/accounts");
            kinds.addAll(page.path("items.kind"));
            cursor = page.path("next");
        }

        assertEquals(3, whole.size());
        assertEquals(List.of("creator", "fee", "winner"), kinds);
    }

    @Test
    void payoutOutlivesItsQuiz() {
        Contest contest = owed();
        String path = path(contest);

        contest.user().request().delete(contest.path()).then().statusCode(204);

        contest.user().sends("{}").post(path + "/confirm").then().statusCode(200);
        grace.request().get("/api/v1/rewards").then().body("items.status", contains("confirmed"));
    }

    @Test
    void othersFindNothing() {
        Contest contest = owed();

        OtherUsers.findNothingAt(
                contest.user(),
                path(contest),
                Access.get(),
                Access.post("/confirm", "{}"),
                Access.post("/fail", "{\"reason\": \"No\"}"),
                Access.post("/retry", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/rewards", "/api/v1/rewards/accounts", PAYOUTS})
    void othersSeeNothingInTheirLists(String list) {
        owed();

        TestUser.fresh().request().get(list).then().statusCode(200).body("items", hasSize(0));
    }

    @Test
    void winnerDoesNotChangeThePayout() {
        Contest contest = owed();

        grace.sends("{}").post(path(contest) + "/confirm").then().statusCode(404);

        assertEquals("pending", contest.payouts().getFirst().getString("status"));
    }

    /** A pot of 1000 that grace has won. */
    private Contest owed() {
        Contest contest = Contest.closed(database, reward("winner_takes_all", 1_000), List.of(grace), 3);
        contest.distributes();
        return contest;
    }

    private Contest owedByChannel() {
        Contest contest = Contest.draft(database);
        UUID channel = contest.channel("carrier-pigeon");
        contest.promises(reward("winner_takes_all", 1_000).put("channelId", channel.toString()))
                .isPlayed(List.of(grace), 3)
                .distributes();
        return contest;
    }

    /** As the queue does it. */
    private void settle(Contest contest, String state, String reason) {
        database.update(
                "UPDATE message SET state = ?, settled_at = now(), reason = ? WHERE user_id = ?",
                state,
                reason,
                contest.user().id());
    }

    /** Not yet due, so that no replica changes it. */
    private void become(Contest contest, String state) {
        database.update(
                "UPDATE message SET state = ?, due_at = now() + interval '1 hour' WHERE user_id = ?",
                state,
                contest.user().id());
    }

    private ValidatableResponse replays(UUID message) {
        return TestUser.fresh("admin")
                .sends("")
                .post(management.resolve("/monitoring/messages/dead/" + message + "/replay"))
                .then();
    }

    private UUID messageOf(Contest contest, int attempt) {
        return database.one(
                        "SELECT id FROM message WHERE user_id = ? AND deduplication_key LIKE 'payout-%-' || ?::integer",
                        row -> row.getObject(1, UUID.class), contest.user().id(), attempt)
                .orElseThrow();
    }

    private String stateOf(Contest contest, int attempt) {
        return database.one(
                        "SELECT state FROM message WHERE user_id = ? AND id = ?",
                        row -> row.getString(1),
                        contest.user().id(),
                        messageOf(contest, attempt))
                .orElseThrow();
    }

    private static Response does(Contest contest, String verb, String body) {
        return contest.user().sends(body).post(path(contest) + "/" + verb);
    }

    private static String path(Contest contest) {
        return pathOf(contest.payouts().getFirst());
    }

    private static String pathOf(JsonObject payout) {
        return PAYOUTS + "/" + payout.getString("id");
    }
}

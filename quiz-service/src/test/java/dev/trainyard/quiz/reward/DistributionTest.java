package dev.trainyard.quiz.reward;

import static dev.trainyard.quiz.authoring.Creator.sixteenAtOnce;
import static dev.trainyard.quiz.reward.Contest.reward;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trainyard.kit.database.Database;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class DistributionTest {

    @Inject
    Database database;

    @Inject
    ObjectMapper json;

    @Inject
    DivisionSlots slots;

    @Inject
    RewardConfig config;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            winner_takes_all | 980
            top3             | 490, 294, 98, 98
            top5             | 426, 266, 144, 144
            top10            | 408, 272, 150, 150
            shared_pot       | 980
            """)
    void potIsDividedByTheSchedule(String schedule, String amounts) {
        // Of three questions: all, two, one, one; who has the same rank shares.
        List<Long> expected = Stream.of(amounts.split(", ")).map(Long::valueOf).toList();
        Contest contest = Contest.closed(database, reward(schedule, 1_000), users(5), 3, 2, 1, 1, 0);

        contest.distributes().then().statusCode(200);

        assertEquals(expected, contest.amounts());
    }

    @Test
    void customSharesDivideThePot() {
        Contest contest = Contest.closed(
                database, reward("custom", 1_000).put("shares", JsonArray.of(9_000, 1_000)), users(3), 3, 2, 1);

        contest.distributes();

        assertEquals(List.of(882L, 98L), contest.amounts());
    }

    @Test
    void answerSaysWhatWasKeptAndHowManyWon() {
        Contest contest = Contest.closed(database, reward("top3", 1_001), users(3), 3, 2, 2);

        contest.distributes()
                .then()
                .statusCode(200)
                .body("distribution.feeMinor", equalTo(20))
                .body("distribution.winners", equalTo(3))
                .body("distribution.payouts.pending", equalTo(3))
                .body("distribution.payouts.sent", equalTo(0))
                .body("distribution.payouts.confirmed", equalTo(0))
                .body("distribution.payouts.failed", equalTo(0));
    }

    @Test
    void payoutsAreOfTheWinnersBestFirst() {
        List<TestUser> players = users(3);
        Contest contest = Contest.closed(database, reward("top3", 1_000), players, 1, 3, 2);

        contest.distributes();

        contest.user()
                .request()
                .get(contest.rewardPath() + "/payouts")
                .then()
                .statusCode(200)
                .body(
                        "items.winner",
                        contains(
                                players.get(1).id(),
                                players.get(2).id(),
                                players.get(0).id()))
                .body("items.name", contains("Player 1", "Player 2", "Player 0"))
                .body("items.rank", contains(1, 2, 3))
                .body("items.amountMinor", contains(490, 294, 196))
                .body("items.currency", contains("EUR", "EUR", "EUR"))
                .body("items.status", contains("pending", "pending", "pending"))
                .body("items.attempt", contains(1, 1, 1))
                .body("next", nullValue());
    }

    @Test
    void pagesTogetherAreAllPayouts() {
        int players = 7;
        Contest contest = Contest.closed(
                database, reward("shared_pot", 1_000).put("minCorrect", 1), users(players), 3, 3, 2, 2, 2, 1, 1);
        contest.distributes();

        List<Integer> ranks = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            Response page = contest.user()
                    .request()
                    .queryParam("limit", 3)
                    .queryParam("cursor", cursor)
                    .get(contest.rewardPath() + "/payouts");
            ranks.addAll(page.path("items.rank"));
            cursor = page.path("next");
        }

        assertEquals(List.of(1, 1, 3, 3, 3, 6, 6), ranks);
    }

    @Test
    void sharedPotIsForWhoAnsweredEverythingRightly() {
        Contest contest = Contest.closed(database, reward("shared_pot", 100), users(4), 3, 3, 2, 3);

        contest.distributes();

        assertEquals(List.of(33L, 33L, 32L), contest.amounts());
    }

    @Test
    void rightAnswersAreThoseOfTheAttemptWithTheMost() {
        List<TestUser> players = users(2);
        Contest contest = Contest.closed(database, reward("shared_pot", 100), players, 3, 2);
        // Quick, but with two right answers only: this is what the first player is ranked by.
        contest.isPlayedAgain(players.getFirst(), 2, 1_000);

        contest.distributes();

        assertEquals(List.of(98L), contest.amounts());
        assertEquals(players.getFirst().id(), contest.payouts().getFirst().getString("winner"));
    }

    @Test
    void minCorrectIsWhatItTakesToWin() {
        Contest contest = Contest.closed(database, reward("top3", 1_000).put("minCorrect", 2), users(3), 3, 2, 1);

        contest.distributes();

        assertEquals(List.of(613L, 367L), contest.amounts());
    }

    @Test
    void nobodyWinsWhatTheyPromised() {
        Contest contest = Contest.draft(database).promises(reward("winner_takes_all", 1_000));
        TestUser grace = TestUser.fresh();

        contest.isPlayed(List.of(contest.user(), grace), 3, 2).distributes();

        assertEquals(grace.id(), contest.payouts().getFirst().getString("winner"));
        assertEquals(List.of(980L), contest.amounts());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void potThatNobodyHasWonStaysWhole(int players) {
        Contest contest = Contest.closed(
                database,
                reward("top3", 1_000),
                users(players),
                Collections.nCopies(players, 0).stream()
                        .mapToInt(Integer::intValue)
                        .toArray());

        contest.distributes().then().statusCode(409).body("type", equalTo("urn:problem:no-winners"));

        assertEquals(null, contest.reads(contest.rewardPath()).getJsonObject("distribution"));
        assertEquals(List.of(), contest.books());
    }

    @ParameterizedTest
    @CsvSource({"'',draft", "open,open", "open start,running"})
    void potIsNotDividedBeforeTheEnd(String verbs, String status) {
        Contest contest = Contest.draft(database).promises(reward("top3", 100));
        Stream.of(verbs.split(" ")).filter(verb -> !verb.isEmpty()).forEach(contest::does);

        contest.distributes().then().statusCode(409).body("type", equalTo("urn:problem:quiz-is-" + status));
    }

    @Test
    void potIsNotDividedBeforeTheQuizIsSettled() {
        Contest contest = Contest.closed(database, reward("top3", 100), users(3), 3, 2, 1);
        database.update(
                "UPDATE quiz SET settled_at = NULL WHERE user_id = ? AND id = ?",
                contest.user().id(),
                contest.quiz());

        contest.distributes().then().statusCode(409).body("type", equalTo("urn:problem:quiz-not-settled"));

        assertEquals(List.of(), contest.books());
    }

    @Test
    void quizWithoutARewardHasNoneToDivide() {
        Contest contest = Contest.draft(database).isPlayed(users(1), 3);

        contest.distributes().then().statusCode(404).body("detail", equalTo("There is no such reward."));
    }

    @Test
    void quizIsNotDeletedBeforeItsWinnersHaveTheirShare() {
        Contest contest = Contest.closed(database, reward("top3", 1_000), users(1), 3);

        contest.user()
                .request()
                .delete(contest.path())
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:reward-not-distributed"));

        contest.distributes().then().statusCode(200);
        contest.user().request().delete(contest.path()).then().statusCode(204);
    }

    @ParameterizedTest
    @CsvSource({"0,1", "2,3"})
    void quizThatNobodyHasWonIsDeleted(int correct, int minCorrect) {
        Contest contest =
                Contest.closed(database, reward("top3", 1_000).put("minCorrect", minCorrect), users(1), correct);

        contest.user().request().delete(contest.path()).then().statusCode(204);
    }

    @Test
    void quizThatOnlyItsCreatorHasWonIsDeleted() {
        Contest contest = Contest.draft(database).promises(reward("top3", 1_000));
        contest.isPlayed(List.of(contest.user()), 3);

        contest.user().request().delete(contest.path()).then().statusCode(204);
    }

    @Test
    void potThatIsDividedTwiceIsDividedOnce() {
        Contest contest = Contest.closed(database, reward("top3", 1_000), users(3), 3, 2, 1);
        Response first = contest.distributes();

        Response second = contest.distributes();

        assertEquals(first.asString(), second.asString());
        assertEquals(List.of(490L, 294L, 196L), contest.amounts());
    }

    @Test
    void potThatManyDivideAtOnceIsDividedOnce() throws Exception {
        Contest contest = Contest.draft(database);
        contest.promises(reward("top3", 1_000)
                .put("channelId", contest.channel("carrier-pigeon").toString()));
        List<TestUser> players = users(3);
        contest.isPlayed(players, 3, 2, 1);

        List<Integer> statuses = sixteenAtOnce(i -> contest.distributes());

        assertEquals(Collections.nCopies(16, 200), statuses);
        assertEquals(List.of(490L, 294L, 196L), contest.amounts());
        assertEquals(booksOf(players, 490, 294, 196), contest.books());
        assertEquals(3, contest.messages().size());
    }

    @Test
    void booksOfSeveralQuizzesAddUp() {
        List<TestUser> players = users(2);
        Contest first = Contest.closed(database, reward("top3", 1_000), players, 3, 2);
        first.distributes();
        Contest second = Contest.draft(database, first.creator())
                .promises(reward("shared_pot", 100).put("feeBps", 0))
                .isPlayed(players, 3, 3);
        second.distributes();
        Contest.draft(database, first.creator())
                .promises(reward("winner_takes_all", 5).put("currency", "NEAR").put("feeBps", 0))
                .isPlayed(players, 0, 3)
                .distributes();

        List<String> expected = new ArrayList<>(List.of("EUR creator null -1100", "EUR fee null 20"));
        expected.addAll(Stream.of(
                        "EUR winner " + players.get(0).id() + " 663",
                        "EUR winner " + players.get(1).id() + " 417")
                .sorted()
                .toList());
        expected.addAll(
                List.of("NEAR creator null -5", "NEAR winner " + players.get(1).id() + " 5"));
        assertEquals(expected, first.books());
    }

    @Test
    void distributionsOfOneCreatorAtOnceDoNotBlockEachOther() throws Exception {
        List<TestUser> players = users(20);
        int[] all = IntStream.generate(() -> 3).limit(20).toArray();
        Contest first = Contest.closed(database, reward("shared_pot", 2_000).put("feeBps", 0), players, all);
        List<Contest> contests = Stream.concat(
                        Stream.of(first),
                        IntStream.range(1, 16)
                                .mapToObj(i -> Contest.draft(database, first.creator())
                                        .promises(reward("shared_pot", 2_000).put("feeBps", 0))
                                        .isPlayed(players, all)))
                .toList();

        List<Integer> statuses = sixteenAtOnce(i -> contests.get(i).distributes());

        assertEquals(Collections.nCopies(16, 200), statuses);
        List<String> expected = new ArrayList<>(List.of("EUR creator null -32000"));
        expected.addAll(players.stream()
                .map(player -> "EUR winner " + player.id() + " 1600")
                .sorted()
                .toList());
        assertEquals(expected, first.books());
    }

    @Test
    void payoutsAreHandedToTheChannel() throws Exception {
        Contest contest = Contest.draft(database);
        UUID channel = contest.channel("carrier-pigeon");
        contest.promises(reward("winner_takes_all", 1_000).put("channelId", channel.toString()));
        TestUser grace = TestUser.fresh();
        contest.isPlayed(List.of(grace), 3);

        contest.distributes();

        String payout = contest.payouts().getFirst().getString("id");
        String key = "payout-" + payout + "-1";
        List<String> messages = contest.messages();
        assertEquals(1, messages.size());
        assertEquals(key, messages.getFirst().substring(0, key.length()));
        assertEquals(
                json.readTree("""
                        {"type": "reward.payout", "payoutId": "%s", "quizId": "%s", "winner": "%s", "name": "Player 0",
                         "rank": 1, "amountMinor": 980, "currency": "EUR", "attempt": 1}
                        """.formatted(payout, contest.quiz(), grace.id())),
                json.readTree(messages.getFirst().substring(key.length())));
    }

    @Test
    void channelThatIsGoneHoldsNothingUp() {
        Contest contest = Contest.draft(database);
        UUID channel = contest.channel("carrier-pigeon");
        contest.promises(reward("winner_takes_all", 1_000).put("channelId", channel.toString()))
                .isPlayed(users(1), 3);
        database.update(
                "UPDATE message_channel SET removed_at = now() WHERE user_id = ? AND id = ?",
                contest.user().id(),
                channel);

        contest.distributes().then().statusCode(200);

        assertEquals(List.of(980L), contest.amounts());
    }

    @Test
    void dryRunIsWhatWouldCome() {
        List<TestUser> players = users(3);
        Contest contest = Contest.closed(database, reward("top3", 1_000), players, 3, 2, 1);

        Response run = contest.user().sends("{}").post(contest.rewardPath() + "/dry-run");

        run.then()
                .statusCode(200)
                .body("potMinor", equalTo(1_000))
                .body("feeMinor", equalTo(20))
                .body("currency", equalTo("EUR"))
                .body("winners", equalTo(3))
                .body("payouts.rank", contains(1, 2, 3))
                .body("payouts.name", contains("Player 0", "Player 1", "Player 2"))
                .body("payouts.amountMinor", contains(490, 294, 196));
        assertEquals(null, contest.reads(contest.rewardPath()).getJsonObject("distribution"));
        contest.distributes();
        assertEquals(
                contest.payouts().stream()
                        .map(payout -> payout.getString("winner"))
                        .toList(),
                run.path("payouts.winner"));
    }

    @Test
    void dryRunOfRanksNeedsNoPlayers() {
        Contest contest = Contest.draft(database).promises(reward("top3", 1_000).put("feeBps", 0));

        contest.user()
                .sends("{\"ranks\": [1, 2, 2, 4]}")
                .post(contest.rewardPath() + "/dry-run")
                .then()
                .statusCode(200)
                .body("winners", equalTo(3))
                .body("payouts.amountMinor", contains(500, 250, 250))
                .body("payouts[0].winner", nullValue());
    }

    @Test
    void dryRunShowsTheFirstTwoHundred() {
        Contest contest = Contest.draft(database).promises(reward("shared_pot", 1_000));
        JsonObject ranks = new JsonObject().put("ranks", new JsonArray(Collections.nCopies(201, 1)));

        contest.user()
                .sends(ranks.encode())
                .post(contest.rewardPath() + "/dry-run")
                .then()
                .body("winners", equalTo(201))
                .body("payouts", hasSize(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dry-run", "distribute"})
    void oneMoreThanThereIsRoomForIsRefusedAtOnce(String verb) {
        Contest contest = Contest.closed(database, reward("top3", 1_000), users(1), 3);
        Supplier<Response> request = () -> contest.user().sends("{}").post(contest.rewardPath() + "/" + verb);
        Supplier<Response> whenFull = request;
        for (int i = 0; i < config.maxAtOnce(); i++) {
            Supplier<Response> inside = whenFull;
            whenFull = () -> slots.with(inside::get);
        }

        Response refused = whenFull.get();

        refused.then().statusCode(503).header("Retry-After", "2").body("type", equalTo("urn:problem:overloaded"));
        request.get().then().statusCode(200);
    }

    /** More than are handed over at once. */
    @Test
    void thousandsAreDividedAmongAndHandedOver() {
        Contest contest = Contest.draft(database);
        contest.promises(reward("shared_pot", 3_002)
                        .put("feeBps", 0)
                        .put("minCorrect", 1)
                        .put("channelId", contest.channel("carrier-pigeon").toString()))
                .isPlayedByAll(2_001);
        Response run = contest.user().sends("{}").post(contest.rewardPath() + "/dry-run");

        contest.distributes()
                .then()
                .statusCode(200)
                .body("distribution.winners", equalTo(2_001))
                .body("distribution.payouts.pending", equalTo(2_001));

        run.then().body("winners", equalTo(2_001)).body("payouts", hasSize(200));
        // 2001 of 1, and the 1001 that are left to the first of them.
        assertEquals(
                "1001 of 2, 1000 of 1",
                database.one("""
                        SELECT string_agg(count || ' of ' || amount_minor, ', ' ORDER BY amount_minor DESC)
                        FROM (SELECT count(*), amount_minor FROM reward_payout WHERE user_id = ? GROUP BY 2) AS amounts
                        """, row -> row.getString(1), contest.user().id()).orElseThrow());
        assertEquals(
                2_001,
                database.one("""
                        SELECT count(*) FROM message m
                        JOIN reward_payout p ON p.user_id = m.user_id AND m.deduplication_key = 'payout-' || p.id || '-1'
                            AND m.body ->> 'payoutId' = p.id::text AND m.body ->> 'winner' = p.winner_id
                        WHERE m.user_id = ?
                        """, row -> row.getInt(1), contest.user().id()).orElseThrow());
    }

    @Test
    void dryRunWithoutRanksWaitsForTheEnd() {
        Contest contest =
                Contest.draft(database).promises(reward("top3", 1_000)).does("open");

        contest.user()
                .sends("{}")
                .post(contest.rewardPath() + "/dry-run")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:quiz-is-open"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /ranks   | []
            /ranks/0 | [0]
            /ranks/1 | [2, 1]
            /ranks/0 | [null]
            """)
    void ranksThatAreNoneAreRefused(String pointer, String ranks) {
        Contest contest = Contest.draft(database).promises(reward("top3", 1_000));

        contest.user()
                .sends("{\"ranks\": " + ranks + "}")
                .post(contest.rewardPath() + "/dry-run")
                .then()
                .statusCode(400)
                .body("violations.pointer", contains(pointer));
    }

    private static List<TestUser> users(int count) {
        return Stream.generate(TestUser::fresh).limit(count).toList();
    }

    private static List<String> booksOf(List<TestUser> players, long... amounts) {
        List<String> books = new ArrayList<>(List.of("EUR creator null -1000", "EUR fee null 20"));
        books.addAll(IntStream.range(0, players.size())
                .mapToObj(i -> "EUR winner " + players.get(i).id() + " " + amounts[i])
                .sorted()
                .toList());
        return books;
    }
}

package dev.trainyard.quiz.points;

import static dev.trainyard.quiz.points.PlayedQuiz.Given.right;
import static dev.trainyard.quiz.points.PlayedQuiz.Given.wrong;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.quiz.points.PlayedQuiz.Given;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class PointResourceTest {

    private static final String POINTS = "/api/v1/points";
    private static final String ME = POINTS + "/me";
    private static final String LISTED = "{\"listed\":true}";
    private static final String UNLISTED = "{\"listed\":false}";

    @InjectDatabase
    EmbeddedDatabase database;

    private PointLedger ledger;

    private final TestUser creator = TestUser.fresh();
    private final TestUser ada = TestUser.fresh();
    private final TestUser ben = TestUser.fresh();

    @BeforeEach
    void openTheLedger() {
        ledger = new PointLedger(database);
    }

    @Test
    void whoHasTakenPartInNothingHasNoPoints() {
        ada.request()
                .get(ME)
                .then()
                .statusCode(200)
                .body("id", nullValue())
                .body("name", nullValue())
                .body("points", equalTo(0))
                .body("rank", nullValue())
                .body("listed", equalTo(true));
    }

    @Test
    void pointsOfAllQuizzesAddUpUnderTheNameOfTheLast() throws Exception {
        quizOf(2)
                .joinedBy(ada, "Ada")
                .with(right(ada, 1, 100), wrong(ada, 2, 200))
                .closes();
        quizOf(2)
                .joinedBy(ada, "Countess")
                .with(right(ada, 1, 100), right(ada, 2, 200))
                .closes();

        ada.request().get(ME).then().body("points", equalTo(24)).body("name", equalTo("Countess"));
    }

    @Test
    void nameIsThatOfTheLastQuizEvenWithoutARightAnswer() throws Exception {
        quizOf(1).joinedBy(ada, "Ada").with(right(ada, 1, 100)).closes();
        quizOf(1).joinedBy(ada, "Countess").with(wrong(ada, 1, 100)).closes();

        ada.request().get(ME).then().body("points", equalTo(8)).body("name", equalTo("Countess"));
    }

    @Test
    void creatorKeepsTheNameOfAPlayer() throws Exception {
        PlayedQuiz.of(database, ben, 1)
                .joinedBy(creator, "Grace")
                .with(right(creator, 1, 100))
                .closes();
        quizOf(1).with(right(ada, 1, 100)).closes();

        creator.request().get(ME).then().body("points", equalTo(11)).body("name", equalTo("Grace"));
    }

    @Test
    void whoWasNeverRightHasNoRank() throws Exception {
        quizOf(1).joinedBy(ada, "Ada").with(wrong(ada, 1, 100)).closes();

        ada.request()
                .get(ME)
                .then()
                .body("name", equalTo("Ada"))
                .body("points", equalTo(0))
                .body("rank", nullValue());
    }

    @Test
    void entryOfTheHistoryTellsWhatItIsFor() throws Exception {
        PlayedQuiz quiz = quizOf(3).with(right(ada, 1, 100), right(ada, 3, 100));
        quiz.closes();

        creator.request()
                .get(ME + "/history")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(2))
                .body("items.find { it.kind == 'creator_correct_answer' }.quizId", equalTo(quiz.id()))
                .body("items.find { it.kind == 'creator_correct_answer' }.quizTitle", equalTo("The planets"))
                .body("items.find { it.kind == 'creator_correct_answer' }.times", equalTo(2))
                .body("items.find { it.kind == 'creator_correct_answer' }.points", equalTo(2))
                .body("items.find { it.kind == 'creator_unique_player' }.times", equalTo(1))
                .body("items.find { it.kind == 'creator_unique_player' }.points", equalTo(2))
                .body("next", nullValue());
    }

    @Test
    void historyIsNewestFirstPageByPage() throws Exception {
        List<String> quizzes = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            PlayedQuiz quiz = quizOf(1).with(right(ben, 1, 100), right(ada, 1, 200));
            quiz.closes();
            quizzes.addFirst(quiz.id());
        }

        List<Map<String, Object>> read = pages(ada, ME + "/history", 2);

        assertEquals(quizzes, read.stream().map(entry -> entry.get("quizId")).toList());
    }

    @Test
    void historyOutlivesItsQuiz() throws Exception {
        PlayedQuiz quiz = quizOf(1).with(right(ada, 1, 100));
        quiz.closes();

        quiz.isForgotten();

        ada.request().get(ME + "/history").then().body("items.quizId", hasItem(quiz.id()));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 50, 200})
    void leaderboardIsWhatCountingGivesHoweverLongItsPages(int limit) throws Exception {
        playAtRandom(limit);

        List<Map<String, Object>> read = pages(ada, POINTS + "/leaderboard", limit);

        assertEquals(
                ledger.standings(),
                read.stream()
                        .map(each -> each.get("rank") + " " + each.get("id") + " " + each.get("points"))
                        .toList());
    }

    @Test
    void rankIsWhatCountingGives() throws Exception {
        List<TestUser> players = playAtRandom(7);
        List<String> standings = ledger.standings();

        List<String> ranks = players.stream()
                .map(player -> player.request().get(ME).jsonPath())
                .filter(me -> me.getLong("points") > 0)
                .map(me -> me.get("rank") + " " + me.get("id") + " " + me.get("points"))
                .toList();

        assertEquals(
                List.of(),
                ranks.stream().filter(rank -> !standings.contains(rank)).toList());
        assertEquals(true, ranks.size() > 5);
    }

    @Test
    void rankIsTheSameForTheUserAndForOthers() throws Exception {
        quizOf(1).joinedBy(ada, "Ada").with(right(ada, 1, 100)).closes();
        String id = idOf(ada);

        Response own = ada.request().get(POINTS + "/users/me/rank");
        Response seen = ben.request().get(POINTS + "/users/" + id + "/rank");

        own.then()
                .statusCode(200)
                .body("id", equalTo(id))
                .body("name", equalTo("Ada"))
                .body("points", equalTo(8))
                .body("rank", equalTo(ada.request().get(ME).path("rank")));
        assertEquals(own.asString(), seen.asString());
    }

    @Test
    void whoHasNoPointsStandsNowhere() {
        ada.request()
                .get(POINTS + "/users/me/rank")
                .then()
                .statusCode(200)
                .body("points", equalTo(0))
                .body("rank", nullValue());
    }

    @Test
    void whoIsNotListedLooksLikeNobody() throws Exception {
        quizOf(1).with(right(ada, 1, 100)).closes();
        String id = idOf(ada);

        ada.sends(UNLISTED)
                .put(ME)
                .then()
                .statusCode(200)
                .body("listed", equalTo(false))
                .body("points", equalTo(8));

        Response unlisted = ben.request().get(POINTS + "/users/" + id + "/rank");
        Response nobody = ben.request().get(POINTS + "/users/" + UUID.randomUUID() + "/rank");
        assertEquals(404, unlisted.statusCode());
        assertEquals(withoutRequestId(nobody), withoutRequestId(unlisted));
        assertEquals(
                List.of(),
                pages(ben, POINTS + "/leaderboard", 200).stream()
                        .filter(each -> id.equals(each.get("id")))
                        .toList());
        ledger.addsUp();
    }

    @Test
    void whoHasNoPointsLooksLikeNobody() throws Exception {
        quizOf(1).with(wrong(ada, 1, 100)).closes();

        ben.request()
                .get(POINTS + "/users/" + idOf(ada) + "/rank")
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:problem:not-found"));
    }

    @Test
    void whoIsNotListedIsInNobodysWayAndGoesOnEarning() throws Exception {
        quizOf(1).with(right(ada, 1, 100), right(ben, 1, 200)).closes();
        long before = rankOf(ben);

        ada.sends(UNLISTED).put(ME);

        quizOf(1).with(right(ada, 1, 100)).closes();
        assertEquals(before - 1, rankOf(ben));
        ada.request().get(ME).then().body("points", equalTo(16));
        ledger.addsUp();
    }

    @Test
    void whoIsNotListedKnowsTheirRankAllTheSame() throws Exception {
        quizOf(1).with(right(ada, 1, 100)).closes();
        long before = rankOf(ada);

        ada.sends(UNLISTED).put(ME);

        assertEquals(before, rankOf(ada));
    }

    @Test
    void whoIsListedAgainIsBack() throws Exception {
        quizOf(1).with(right(ada, 1, 100)).closes();
        Response before = ada.request().get(ME);
        ada.sends(UNLISTED).put(ME);

        Response after = ada.sends(LISTED).put(ME);

        assertEquals(before.asString(), after.asString());
        ben.request().get(POINTS + "/users/" + idOf(ada) + "/rank").then().statusCode(200);
        ledger.addsUp();
    }

    @Test
    void oneCanStayOffTheLeaderboardFromTheBeginning() throws Exception {
        ada.sends(UNLISTED).put(ME).then().statusCode(200).body("points", equalTo(0));

        quizOf(1).with(right(ada, 1, 100)).closes();

        ada.request().get(ME).then().body("listed", equalTo(false)).body("points", equalTo(8));
        ben.request().get(POINTS + "/users/" + idOf(ada) + "/rank").then().statusCode(404);
        ledger.addsUp();
    }

    @Test
    void listingManyTimesAtOnceCountsTheUserOnce() throws Exception {
        quizOf(1).with(right(ada, 1, 100)).closes();
        List<Callable<Integer>> changes = IntStream.range(0, 16)
                .<Callable<Integer>>mapToObj(i ->
                        () -> ada.sends(i % 2 == 0 ? LISTED : UNLISTED).put(ME).statusCode())
                .toList();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var change : threads.invokeAll(changes)) {
                assertEquals(200, change.get());
            }
        }

        ledger.addsUp();
    }

    @Test
    void subjectOfATokenIsShownToNobody() throws Exception {
        quizOf(1).joinedBy(ada, "Ada").with(right(ada, 1, 100)).closes();

        ben.request().get(POINTS + "/leaderboard?limit=200").then().body(not(containsString(ada.id())));
        ben.request().get(POINTS + "/users/" + idOf(ada) + "/rank").then().body(not(containsString(ada.id())));
    }

    @Test
    void historyIsTheCallersAlone() throws Exception {
        quizOf(1).with(right(ada, 1, 100)).closes();

        assertEquals(List.of(), pages(ben, ME + "/history", 50));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"/listed|{}", "/listed|{\"listed\":null}", "/listed|{\"listed\":\"no\"}", "/id|{\"id\":1}"})
    void listingThatSaysSomethingElseIsRefused(String pointer, String body) {
        ada.sends(body)
                .put(ME)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"))
                .body("violations.pointer", hasItem(pointer));
    }

    @ParameterizedTest
    @CsvSource({
        "/me/history,limit,0",
        "/me/history,cursor,garbage",
        "/leaderboard,limit,201",
        "/leaderboard,cursor,garbage",
        "/leaderboard,cursor,MTIzHzQ1Ng"
    })
    void pageThatCannotBeIsRefused(String list, String parameter, String value) {
        ada.request()
                .queryParam(parameter, value)
                .get(POINTS + list)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"))
                .body("violations.pointer", hasItem(parameter));
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/me",
        "PUT,/me",
        "GET,/me/history",
        "GET,/leaderboard",
        "GET,/users/me/rank",
        "GET,/users/01890000-0000-7000-8000-000000000000/rank"
    })
    void anonymousIsRefused(Method method, String path) {
        given().contentType("application/json")
                .body(UNLISTED)
                .request(method, POINTS + path)
                .then()
                .statusCode(401)
                .body("type", equalTo("urn:problem:unauthenticated"));
    }

    private PlayedQuiz quizOf(int questions) {
        return PlayedQuiz.of(database, creator, questions);
    }

    /** Twenty players with few and with thousands of points, several with the same. */
    private List<TestUser> playAtRandom(int seed) throws SQLException {
        Random random = new Random(seed);
        List<TestUser> players =
                IntStream.range(0, 20).mapToObj(i -> TestUser.fresh()).toList();
        List<Given> answers = new ArrayList<>();
        for (TestUser player : players) {
            int correct = random.nextInt(8) * (random.nextBoolean() ? 1 : 60);
            for (int question = 1; question <= correct; question++) {
                answers.add(right(player, question, 100));
            }
        }
        quizOf(420).with(answers).closes();
        return players;
    }

    private static List<Map<String, Object>> pages(TestUser user, String path, int limit) {
        List<Map<String, Object>> read = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonPath page = user.request()
                    .queryParam("limit", limit)
                    .queryParam("cursor", cursor)
                    .get(path)
                    .jsonPath();
            read.addAll(page.getList("items"));
            cursor = page.getString("next");
        }
        return read;
    }

    private static String idOf(TestUser user) {
        return user.request().get(ME).path("id");
    }

    private static long rankOf(TestUser user) {
        return user.request().get(ME).jsonPath().getLong("rank");
    }

    private static Map<String, Object> withoutRequestId(Response response) {
        Map<String, Object> problem = response.jsonPath().getMap("$");
        problem.remove("requestId");
        return problem;
    }
}

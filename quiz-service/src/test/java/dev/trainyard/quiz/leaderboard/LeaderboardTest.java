package dev.trainyard.quiz.leaderboard;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.kit.database.Database;
import dev.trainyard.testkit.OtherUsers;
import dev.trainyard.testkit.OtherUsers.Access;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class LeaderboardTest {

    @Inject
    Database database;

    private PlayedQuiz quiz;

    @BeforeEach
    void play() {
        quiz = PlayedQuiz.running(database, "shared");
    }

    private ValidatableResponse reads(TestUser user, String query) {
        return user.request().get(quiz.path() + query).then();
    }

    @Test
    void placesAreBestFirst() {
        quiz.player("Bob", 100, 0);
        TestUser ada = quiz.player("Ada", 100, 50, 0);
        quiz.player("Cid", 0, 100);
        quiz.player("Eve", 0);
        quiz.close();

        reads(ada, "")
                .statusCode(200)
                .body("status", equalTo("closed"))
                .body("ties", equalTo("shared"))
                .body("moment", equalTo("2026-11-21T11:00:00Z"))
                .body("players", equalTo(4))
                .body("items.name", contains("Ada", "Bob", "Cid", "Eve"))
                .body("items.rank", contains(1, 2, 2, 4))
                .body("items.points", contains(150, 100, 100, 0))
                .body("items.correct", contains(2, 1, 1, 0))
                .body("items.answered", contains(3, 2, 2, 1))
                .body("me.rank", equalTo(1))
                .body("me.name", equalTo("Ada"))
                .body("next", nullValue());
    }

    @Test
    void nobodyLearnsWhoTheOthersAre() {
        TestUser ada = quiz.player("Ada", 100);
        TestUser bob = quiz.player("Bob", 100);
        quiz.close();

        String answer = reads(ada, "?limit=1").extract().asString();

        assertEquals(-1, answer.indexOf(bob.id()));
        assertEquals(-1, answer.indexOf(ada.id()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"shared", "dense", "first_to_finish", "earliest_correct"})
    void pagesTogetherAreTheWhole(String ties) {
        quiz = PlayedQuiz.running(database, ties);
        for (int i = 0; i < 23; i++) {
            quiz.player("P" + i, i % 3, i % 5 == 0 ? 0 : 1);
        }
        TestUser creator = quiz.creator();
        List<String> whole = reads(creator, "?limit=200").extract().path("items.name");
        List<String> paged = new ArrayList<>();

        String next = "";
        while (next != null) {
            ValidatableResponse page = reads(creator, "?limit=5&cursor=" + next);
            paged.addAll(page.extract().<List<String>>path("items.name"));
            next = page.extract().path("next");
        }

        assertEquals(23, whole.size());
        assertEquals(whole, paged);
    }

    @ParameterizedTest
    @CsvSource({"1, P1 P2 P3", "2, P1 P2 P3", "5, P4 P5 P6", "8, P7 P8 P9", "9, P7 P8 P9"})
    void placesAroundMineHaveMeInTheMiddle(int mine, String names) {
        List<TestUser> players = IntStream.rangeClosed(1, 9)
                .mapToObj(i -> quiz.player("P" + i, 100 - i))
                .toList();
        quiz.close();

        reads(players.get(mine - 1), "?limit=3&around=me")
                .body("items.name", contains(names.split(" ")))
                .body("me.name", equalTo("P" + mine));
    }

    @Test
    void whoHasNoPlaceSeesTheFirstOnesAroundThem() {
        quiz.player("Ada", 100);
        TestUser bob = quiz.player("Bob");
        quiz.close();

        reads(bob, "?around=me").body("items.name", contains("Ada")).body("me", nullValue());
    }

    @Test
    void nextAfterThoseAroundMineGoesOnBehindThem() {
        List<TestUser> players = IntStream.rangeClosed(1, 9)
                .mapToObj(i -> quiz.player("P" + i, 100 - i))
                .toList();
        quiz.close();

        String next = reads(players.get(4), "?limit=3&around=me").extract().path("next");

        reads(players.get(4), "?limit=3&cursor=" + next).body("items.name", contains("P7", "P8", "P9"));
    }

    @Test
    void pageGoesOnAfterAPlaceThatIsNotThereAnyMore() {
        quiz.player("Ada", 300);
        TestUser bob = quiz.player("Bob", 200);
        quiz.player("Cid", 100);
        String next = reads(quiz.creator(), "?limit=2").extract().path("next");

        quiz.answers(bob, 1, 500, 10);

        await().untilAsserted(() -> reads(quiz.creator(), "").body("items.name", contains("Bob", "Ada", "Cid")));
        reads(quiz.creator(), "?cursor=" + next).body("items.name", contains("Cid"));
    }

    @Test
    void rankingFollowsTheAnswers() {
        TestUser ada = quiz.player("Ada", 100);
        quiz.player("Bob", 150);
        reads(quiz.creator(), "").body("items.name", contains("Bob", "Ada"));

        quiz.answers(ada, 1, 100, 10);

        await().untilAsserted(() -> reads(quiz.creator(), "").body("items.name", contains("Ada", "Bob")));
    }

    @Test
    void rankingFollowsAnAnswerThatIsChangedWithinItsMoment() {
        TestUser ada = quiz.player("Ada", 100);
        quiz.player("Bob", 150);
        reads(quiz.creator(), "").body("items.name", contains("Bob", "Ada"));

        database.update("UPDATE attempt SET points = 200 WHERE user_id = ? AND quiz_id = ?", ada.id(), quiz.id());

        await().untilAsserted(() -> reads(quiz.creator(), "").body("items.name", contains("Ada", "Bob")));
    }

    @Test
    void whatClosingFoundIsShownAtOnce() {
        TestUser ada = quiz.player("Ada", 100);
        quiz.player("Bob", 150);
        reads(quiz.creator(), "").body("status", equalTo("running"));

        quiz.answers(ada, 1, 100, 10);
        quiz.close();

        reads(quiz.creator(), "").body("status", equalTo("closed")).body("items.name", contains("Ada", "Bob"));
    }

    @Test
    void rankingOfAClosedQuizIsRememberedForGood() {
        TestUser ada = quiz.player("Ada", 100);
        quiz.close();
        reads(ada, "").body("items.points", contains(100));

        // Nothing does this: it shows that nobody looks.
        database.update("UPDATE attempt SET points = 7 WHERE user_id = ?", ada.id());

        reads(ada, "").body("items.points", contains(100));
    }

    @ParameterizedTest
    @CsvSource({
        "always, running, 200, 200",
        "always, closed, 200, 200",
        "after_closing, running, 403, 200",
        "after_closing, closed, 200, 200",
        "never, running, 403, 200",
        "never, closed, 403, 200"
    })
    void playersSeeItWhenTheQuizShowsIt(String shows, String status, int player, int creator) {
        quiz.shows(shows);
        TestUser ada = quiz.player("Ada", 100);
        if (status.equals("closed")) {
            quiz.close();
        }

        reads(ada, "").statusCode(player);
        reads(quiz.creator(), "").statusCode(creator);
    }

    @ParameterizedTest
    @CsvSource({
        "after_closing, Players see the leaderboard when the quiz is closed.",
        "never, Only the creator of this quiz sees its leaderboard."
    })
    void hiddenOneSaysSo(String shows, String detail) {
        quiz.shows(shows);
        TestUser ada = quiz.player("Ada", 100);

        reads(ada, "")
                .statusCode(403)
                .body("type", equalTo("urn:problem:leaderboard-hidden"))
                .body("detail", equalTo(detail));
    }

    @Test
    void quizGoesFromHiddenToShownWithItsCourse() {
        TestUser creator = TestUser.fresh();
        String path = creator.sends("""
                        {"title": "The planets", "questions": [
                            {"kind": "text", "text": "Which one is red?", "acceptedTexts": ["Mars"]}]}
                        """).post("/api/v1/quizzes").header("Location");
        creator.request().post(path + "/open").then().statusCode(200);
        creator.request().post(path + "/start").then().statusCode(200);
        quiz = PlayedQuiz.of(database, creator, UUID.fromString(path.substring(path.lastIndexOf('/') + 1)));
        TestUser ada = quiz.player("Ada", 100);
        reads(ada, "").statusCode(403);
        reads(creator, "").statusCode(200).body("items.name", contains("Ada"));

        creator.request().post(path + "/close").then().statusCode(200);

        reads(ada, "").statusCode(200).body("status", equalTo("closed")).body("items.name", contains("Ada"));
    }

    @Test
    void draftHasAnEmptyOne() {
        TestUser ada = TestUser.fresh();
        String id = ada.sends("{\"title\":\"The planets\",\"questions\":[]}")
                .post("/api/v1/quizzes")
                .path("id");

        ada.request()
                .get("/api/v1/quizzes/" + id + "/leaderboard")
                .then()
                .statusCode(200)
                .body("status", equalTo("draft"))
                .body("players", equalTo(0))
                .body("items", empty())
                .body("next", nullValue());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T09:59:59Z, ''",
        "2026-11-21T10:00:00Z, ''",
        "2026-11-21T10:00:01Z, Ada 100 Bob 50",
        "2026-11-21T10:00:02.500Z, Bob 150 Ada 100",
        "2026-11-21T10:00:03Z, Ada 200 Bob 150",
        "2026-11-21T11:00:00Z, Ada 200 Bob 150",
        "+999999999-12-31T23:59:59Z, Ada 200 Bob 150"
    })
    void closedQuizTellsHowItStood(String moment, String places) {
        TestUser ada = quiz.player("Ada", 100, 0, 100);
        quiz.player("Bob", 50, 100);
        quiz.close();

        List<String> names = given().header("Authorization", "Bearer " + ada.token())
                .queryParam("at", moment)
                .get(quiz.path())
                .then()
                .statusCode(200)
                .extract()
                .path("items.collect{it.name + ' ' + it.points}");

        assertEquals(places, String.join(" ", names));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T09:59:59.999Z, 2026-11-21T09:59:59Z, 0",
        "2026-11-21T10:00:02Z, 2026-11-21T10:00:02Z, 1",
        "2026-11-21T10:00:02.999999Z, 2026-11-21T10:00:02Z, 1",
        "2026-11-21T10:59:59.999Z, 2026-11-21T10:59:59Z, 2",
        "2026-11-21T11:00:00Z, 2026-11-21T11:00:00Z, 2"
    })
    void momentIsOfASecond(String at, String moment, int answered) {
        TestUser ada = quiz.player("Ada");
        quiz.answers(ada, 1, 100, 2);
        quiz.answers(ada, 1, 100, 3);
        quiz.close();

        reads(ada, "?at=" + at).body("moment", equalTo(moment)).body("items.answered.sum(0)", equalTo(answered));
    }

    @Test
    void momentAfterTheLastAnswerOfAQuizThatClosedWithinASecondIsFinal() {
        TestUser ada = quiz.player("Ada", 100);
        quiz.close();
        database.update("UPDATE quiz SET closed_at = ? WHERE id = ?", PlayedQuiz.START.plusMillis(1_500), quiz.id());
        database.update(
                "UPDATE answer SET answered_at = ? WHERE quiz_id = ?", PlayedQuiz.START.plusMillis(1_400), quiz.id());

        reads(ada, "?at=2026-11-21T10:00:01.500Z").body("items.points", contains(100));
        reads(ada, "?at=2026-11-21T10:00:01.450Z").body("items", empty());
    }

    @Test
    void whatAnswersWaitedWhenTheQuizClosedIsInItsLeaderboardWhenItIsSettled() {
        TestUser ada = quiz.player("Ada", 100);
        quiz.closeUnsettled();
        reads(quiz.creator(), "").body("status", equalTo("closed")).body("items.name", contains("Ada"));
        quiz.answers(ada, 1, 100, 10);
        quiz.player("Bob", 150);

        quiz.settle();

        reads(quiz.creator(), "").body("items.name", contains("Ada", "Bob")).body("items.points", contains(200, 150));
    }

    @Test
    void momentOfAQuizThatIsNotSettledIsRefused() {
        quiz.closeUnsettled();

        reads(quiz.creator(), "?at=2026-11-21T10:00:00Z")
                .statusCode(409)
                .body("type", equalTo("urn:problem:quiz-not-settled"));
    }

    @Test
    void momentOfAQuizThatIsPlayedIsRefused() {
        quiz.shows("always");
        TestUser ada = quiz.player("Ada", 100);

        reads(ada, "?at=2026-11-21T10:00:00Z").statusCode(409).body("type", equalTo("urn:problem:quiz-is-running"));
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, limit",
        "limit=201, limit",
        "around=them, around",
        "at=noon, at",
        "at=2026-11-21, at",
        "cursor=x, cursor",
        "cursor=MQ, cursor",
        // Three parts, but not the points that come first
        "cursor=eB95H3o, cursor"
    })
    void malformedQueryIsRefused(String query, String pointer) {
        reads(quiz.creator(), "?" + query)
                .statusCode(400)
                .body("violations.pointer", contains(pointer))
                .body("violations[0].in", equalTo("query"));
    }

    @Test
    void cursorKnowsWhereItIsAlready() {
        quiz.player("Ada", 300);
        quiz.player("Bob", 200);
        String next = reads(quiz.creator(), "?limit=1").extract().path("next");

        reads(quiz.creator(), "?around=me&cursor=" + next)
                .statusCode(400)
                .body("violations.pointer", contains("around"));
    }

    @Test
    void namesThatAreWordsOfTheDatabaseStayNames() {
        quiz.player("Robert'); DROP TABLE quiz; --", 100);
        quiz.player("Ünï|\uD83D\uDE00 \u05D0", 50);
        quiz.player("B", 20);

        String next = reads(quiz.creator(), "?limit=2")
                .body("items.name", contains("Robert'); DROP TABLE quiz; --", "Ünï|\uD83D\uDE00 \u05D0"))
                .extract()
                .path("next");

        reads(quiz.creator(), "?cursor=" + next).body("items.name", contains("B"));
    }

    @Test
    void anonymousIsRefused() {
        given().get(quiz.path()).then().statusCode(401);
        given().get(quiz.path() + "/live").then().statusCode(401);
    }

    @Test
    void whoPlaysSomethingElseFindsNothing() {
        PlayedQuiz other = PlayedQuiz.running(database, "shared").shows("always");
        TestUser stranger = other.player("Eve", 100);

        reads(stranger, "").statusCode(404).body("type", equalTo("urn:problem:not-found"));
        stranger.request()
                .get("/api/v1/quizzes/" + UUID.randomUUID() + "/leaderboard")
                .then()
                .statusCode(404)
                .body("detail", not(containsString("leaderboard")));
    }

    @Test
    void strangerFindsNothing() {
        quiz.player("Ada", 100);
        quiz.close();

        OtherUsers.findNothingAt(
                quiz.creator(),
                "/api/v1/quizzes/" + quiz.id(),
                Access.get("/leaderboard"),
                Access.get("/leaderboard?around=me"),
                Access.get("/leaderboard?at=2026-11-21T10:00:00Z"),
                Access.get("/leaderboard/live"));
    }
}

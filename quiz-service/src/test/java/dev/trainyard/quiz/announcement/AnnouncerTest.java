package dev.trainyard.quiz.announcement;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.quiz.authoring.Creator;
import dev.trainyard.quiz.channel.OwnChannel;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AnnouncerTest {

    private static final String[] ALL = {"opened", "started", "closed", "leaderboard"};

    @InjectDatabase
    EmbeddedDatabase database;

    private final TestUser ada = TestUser.fresh();

    private ToldQuiz quiz(String title, String... on) {
        return ToldQuiz.draft(database, ada, title).toldOf(OwnChannel.log(ada).id(), "club", on);
    }

    @Test
    void openedQuizIsToldOfWithItsCode() throws Exception {
        ToldQuiz quiz = quiz("The planets", ALL).after("open");

        String code = quiz.joinCode();
        assertEquals(
                List.of(new JsonObject()
                        .put("event", "quiz.opened")
                        .put("quizId", quiz.id().toString())
                        .put("title", "The planets")
                        .put("joinCode", code)
                        .put("questions", 1)
                        .put("text", "The planets is open. Join with the code " + code + ".")
                        .put("html", "<b>The planets</b> is open. Join with the code <code>" + code + "</code>.")),
                quiz.messages());
    }

    @Test
    void startedQuizIsToldOf() throws Exception {
        ToldQuiz quiz = quiz("The planets", "started").after("open", "start");

        assertEquals(List.of("The planets has started: 1 question."), quiz.texts());
    }

    @Test
    void whatNobodyAskedForIsNotTold() throws Exception {
        ToldQuiz quiz = quiz("The planets", "started").after("open", "close");

        assertEquals(List.of(), quiz.texts());
    }

    @Test
    void quizWithoutAnAnnouncementTellsNothing() throws Exception {
        ToldQuiz quiz = ToldQuiz.draft(database, ada, "The planets").after("open", "start", "close");

        assertEquals(List.of(), quiz.texts());
    }

    @Test
    void changeThatIsRefusedIsNotTold() throws Exception {
        ToldQuiz quiz = quiz("The planets", ALL);

        quiz.does("start").then().statusCode(409);

        assertEquals(List.of(), quiz.texts());
    }

    @Test
    void closedQuizIsToldOfWithThoseWhoWereBest() throws Exception {
        ToldQuiz quiz = quiz("The planets", "closed", "leaderboard").after("open", "start");
        quiz.play("Bob", 300);
        quiz.play("Grace", 1);
        quiz.play("Alan", 300);

        quiz.after("close");

        List<String> texts = quiz.texts();
        assertEquals("The planets is closed: 3 players took part.", texts.getFirst());
        assertEquals(2, texts.size());
        assertEquals(
                List.of("1 300", "1 300", "3 1"),
                quiz.messages().getLast().getJsonArray("leaderboard").stream()
                        .map(JsonObject.class::cast)
                        .map(place -> place.getInteger("rank") + " " + place.getInteger("points"))
                        .toList());
    }

    @Test
    void bestAreNamedInTheirOrder() throws Exception {
        ToldQuiz quiz = quiz("The planets", "leaderboard").after("open", "start");
        quiz.play("Bob", 200);
        quiz.play("Grace", 1);
        quiz.play("Alan", 300);

        quiz.after("close");

        assertEquals(
                List.of("The planets: the best.\n1. Alan: 300 points\n2. Bob: 200 points\n3. Grace: 1 point"),
                quiz.texts());
        assertEquals(
                new JsonObject()
                        .put("rank", 1)
                        .put("name", "Alan")
                        .put("points", 300)
                        .put("correct", 1)
                        .put("answered", 1),
                quiz.messages().getFirst().getJsonArray("leaderboard").getJsonObject(0));
    }

    @Test
    void tenAreNamed() throws Exception {
        ToldQuiz quiz = quiz("The planets", "leaderboard").after("open", "start");
        for (int points = 1; points <= 12; points++) {
            quiz.play("Player " + points, points);
        }

        quiz.after("close");

        JsonArray leaderboard = quiz.messages().getFirst().getJsonArray("leaderboard");
        assertEquals(10, leaderboard.size());
        assertEquals("Player 3", leaderboard.getJsonObject(9).getString("name"));
    }

    @Test
    void quizThatNobodyPlayedHasNoBest() throws Exception {
        ToldQuiz quiz = quiz("The planets", "closed", "leaderboard").after("open", "start", "close");

        assertEquals(
                List.of("The planets is closed: 0 players took part.", "The planets: nobody has answered anything."),
                quiz.texts());
    }

    @Test
    void whatUsersWroteIsNoMarkup() throws Exception {
        ToldQuiz quiz = quiz("<b>1 & 2</b>\n3", "leaderboard").after("open", "start");
        quiz.play("<a href=\"x\">", 5);

        quiz.after("close");

        assertEquals(
                "<b>&lt;b&gt;1 &amp; 2&lt;/b&gt; 3</b>: the best.\n1. <b>&lt;a href=&quot;x&quot;&gt;</b>: 5 points",
                quiz.messages().getFirst().getString("html"));
        assertEquals(List.of("<b>1 & 2</b> 3: the best.\n1. <a href=\"x\">: 5 points"), quiz.texts());
    }

    @Test
    void quizThatManyCloseAtOnceIsToldOfOnce() throws Exception {
        ToldQuiz quiz = quiz("The planets", "closed", "leaderboard").after("open", "start");

        Creator.sixteenAtOnce(n -> quiz.does("close"));

        assertEquals(2, quiz.texts().size());
    }
}

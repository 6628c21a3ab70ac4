package dev.trainyard.quiz.announcement;

import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import dev.trainyard.quiz.channel.OwnChannel;
import dev.trainyard.quiz.sender.BotApi;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.OtherUsers;
import dev.trainyard.testkit.OtherUsers.Access;
import dev.trainyard.testkit.Plan;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class AnnouncementResourceTest {

    @InjectDatabase
    EmbeddedDatabase database;

    private final TestUser ada = TestUser.fresh();

    private ToldQuiz quiz() {
        return ToldQuiz.draft(database, ada, "The planets");
    }

    @Test
    void announcementIsReadBackInTheOrderOfTheCourse() {
        ToldQuiz quiz = quiz();
        UUID channel = OwnChannel.log(ada).id();

        ada.sends(ToldQuiz.body(channel, "club", "leaderboard", "opened"))
                .put(quiz.announcements())
                .then()
                .statusCode(200)
                .body("channelId", equalTo(channel.toString()))
                .body("chat", equalTo("club"))
                .body("on", contains("opened", "leaderboard"))
                .body("updatedAt", notNullValue());

        ada.request()
                .get(quiz.announcements())
                .then()
                .statusCode(200)
                .body("channelId", equalTo(channel.toString()))
                .body("on", contains("opened", "leaderboard"));
    }

    @Test
    void lastWordCounts() {
        UUID other = OwnChannel.log(ada).id();
        ToldQuiz quiz = quiz().toldOf(OwnChannel.log(ada).id(), "club", "opened");

        quiz.toldOf(other, "team", "closed");

        ada.request()
                .get(quiz.announcements())
                .then()
                .body("channelId", equalTo(other.toString()))
                .body("chat", equalTo("team"))
                .body("on", contains("closed"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'chat': 'club', 'on': ['opened']} | /channelId",
                "{'channelId': '00000000-0000-7000-8000-000000000001', 'chat': 'club', 'on': ['opened']} | /channelId",
                "{'channelId': '$', 'on': ['opened']} | /chat",
                "{'channelId': '$', 'chat': '  ', 'on': ['opened']} | /chat",
                "{'channelId': '$', 'chat': 'club'} | /on",
                "{'channelId': '$', 'chat': 'club', 'on': []} | /on",
                "{'channelId': '$', 'chat': 'club', 'on': [null]} | /on",
            })
    void whatIsMissingIsNamed(String body, String pointer) {
        ToldQuiz quiz = quiz();
        String channel = OwnChannel.log(ada).id().toString();

        ada.sends(body.replace('\'', '"').replace("$", channel))
                .put(quiz.announcements())
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"))
                .body("violations.pointer", hasItem(containsString(pointer)));
        ada.request().get(quiz.announcements()).then().statusCode(404);
    }

    @Test
    void otherMomentsAreRefused() {
        ada.sends(ToldQuiz.body(OwnChannel.log(ada).id(), "club", "answered"))
                .put(quiz().announcements())
                .then()
                .statusCode(400);
    }

    @Test
    void chatIsOneOfTheChannelsKind() {
        UUID bot = OwnChannel.telegram(ada, BotApi.bot().token()).id();

        ada.sends(ToldQuiz.body(bot, "club", "opened"))
                .put(quiz().announcements())
                .then()
                .statusCode(400)
                .body("violations.pointer", contains("/chat"));
    }

    @Test
    void channelOfAnotherUserIsNone() {
        ada.sends(ToldQuiz.body(OwnChannel.log(TestUser.fresh()).id(), "club", "opened"))
                .put(quiz().announcements())
                .then()
                .statusCode(400)
                .body("violations.pointer", contains("/channelId"));
    }

    @Test
    void closedQuizIsToldOfNoMore() {
        ToldQuiz quiz = quiz().after("open", "close");

        ada.sends(ToldQuiz.body(OwnChannel.log(ada).id(), "club", "closed"))
                .put(quiz.announcements())
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:quiz-is-closed"));
    }

    @Test
    void removedAnnouncementIsGone() {
        ToldQuiz quiz = quiz().toldOf(OwnChannel.log(ada).id(), "club", "opened");

        ada.request().delete(quiz.announcements()).then().statusCode(204);

        ada.request().get(quiz.announcements()).then().statusCode(404);
        ada.request().delete(quiz.announcements()).then().statusCode(404);
    }

    @Test
    void announcementGoesWithItsChannel() {
        OwnChannel channel = OwnChannel.log(ada);
        ToldQuiz quiz = quiz().toldOf(channel.id(), "club", "opened");

        channel.remove();

        ada.request().get(quiz.announcements()).then().statusCode(404);
    }

    @Test
    void announcementGoesWithItsQuiz() {
        ToldQuiz quiz = quiz().toldOf(OwnChannel.log(ada).id(), "club", "opened");

        ada.request().delete(quiz.path()).then().statusCode(204);

        ada.request().get(quiz.announcements()).then().statusCode(404);
    }

    @Test
    void announcementOfAnotherUserIsAbsent() {
        UUID channel = OwnChannel.log(ada).id();
        ToldQuiz quiz = quiz().toldOf(channel, "club", "opened");

        OtherUsers.findNothingAt(
                ada,
                quiz.path(),
                Access.get("/announcements"),
                Access.delete("/announcements"),
                Access.put("/announcements", ToldQuiz.body(channel, "club", "closed")));
    }

    @Test
    void anonymousCallersGetNothing() {
        given().get(quiz().announcements()).then().statusCode(401);
    }

    @Test
    void announcementIsFoundByItsKey() throws SQLException {
        assertThat(Plan.of(database, "quiz", AnnouncementStore.ONE), containsString("pk_announcement"));
        assertThat(Plan.of(database, "quiz", AnnouncementStore.NEWS), containsString("pk_announcement"));
    }
}

package dev.trainyard.quiz.leaderboard;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.trainyard.kit.database.Database;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LiveLeaderboardTest {

    @TestHTTPResource
    URI service;

    @Inject
    Database database;

    @Inject
    Followers followers;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Stream> streams = new ArrayList<>();
    private PlayedQuiz quiz;

    @BeforeEach
    void play() {
        quiz = PlayedQuiz.running(database, "shared").shows("always");
    }

    @AfterEach
    void leave() {
        streams.forEach(Stream::close);
        http.close();
    }

    private Stream follow(TestUser user, String query) throws Exception {
        Stream stream = Stream.of(http, user, service.resolve(quiz.path() + "/live" + query));
        streams.add(stream);
        assertEquals(200, stream.response().statusCode());
        await().untilAsserted(() -> assertEquals(List.of("following"), stream.comments()));
        return stream;
    }

    private void hears(Stream stream, String... names) {
        await().untilAsserted(() -> {
            followers.look();
            assertEquals(List.of(names), stream.names());
        });
    }

    private static String last(Stream stream, String name) {
        return stream.events().stream()
                .filter(event -> event.name().equals(name))
                .reduce((first, second) -> second)
                .orElseThrow()
                .data()
                .encode();
    }

    @Test
    void streamIsOfServerSentEvents() throws Exception {
        Stream stream = follow(quiz.creator(), "");

        assertThat(
                stream.response().headers().firstValue("Content-Type").orElseThrow(),
                containsString("text/event-stream"));
    }

    @Test
    void whoFollowsHearsAtOnceHowItStands() throws Exception {
        TestUser ada = quiz.player("Ada", 100);
        quiz.player("Bob", 150);

        Stream stream = follow(ada, "?limit=1");

        hears(stream, "leaderboard", "me");
        assertEquals(
                "{\"isFinal\":false,\"players\":2,\"items\":[{\"rank\":1,\"name\":\"Bob\",\"points\":150,\"correct\":1,"
                        + "\"answered\":1}]}",
                last(stream, "leaderboard"));
        assertEquals("{\"rank\":2,\"name\":\"Ada\",\"points\":100,\"correct\":1,\"answered\":1}", last(stream, "me"));
    }

    @Test
    void changesAreHeardAsTheyCome() throws Exception {
        TestUser ada = quiz.player("Ada", 100);
        TestUser bob = quiz.player("Bob", 150);
        Stream stream = follow(ada, "");
        hears(stream, "leaderboard", "me");

        quiz.answers(bob, 1, 50, 10);
        hears(stream, "leaderboard", "me", "leaderboard");

        quiz.answers(ada, 1, 300, 11);
        hears(stream, "leaderboard", "me", "leaderboard", "leaderboard", "me");
        assertEquals(1, new JsonObject(last(stream, "me")).getInteger("rank"));
    }

    @Test
    void whatDoesNotShowIsNotSaid() throws Exception {
        TestUser ada = quiz.player("Ada", 100);
        TestUser bob = quiz.player("Bob", 150);
        TestUser cid = quiz.player("Cid", 50);
        Stream top = follow(bob, "?limit=1");
        Stream mine = follow(cid, "?limit=1");
        hears(top, "leaderboard", "me");
        hears(mine, "leaderboard", "me");

        quiz.answers(ada, 1, 10, 10);
        quiz.answers(cid, 1, 10, 11);

        hears(mine, "leaderboard", "me", "me");
        assertEquals(List.of("leaderboard", "me"), top.names());
    }

    @Test
    void nothingIsSaidWhileNothingChanges() throws Exception {
        TestUser ada = quiz.player("Ada", 100);
        Stream stream = follow(ada, "");
        hears(stream, "leaderboard", "me");

        for (int i = 0; i < 10; i++) {
            followers.look();
        }

        quiz.answers(ada, 1, 1, 10);
        hears(stream, "leaderboard", "me", "leaderboard", "me");
    }

    @Test
    void closedQuizIsToldAndEndsTheStream() throws Exception {
        TestUser ada = quiz.player("Ada", 100);
        Stream stream = follow(ada, "");
        hears(stream, "leaderboard", "me");

        quiz.answers(ada, 1, 50, 10);
        quiz.close();

        hears(stream, "leaderboard", "me", "leaderboard", "me", "end");
        assertEquals(
                "{\"isFinal\":true,\"players\":1,\"items\":[{\"rank\":1,\"name\":\"Ada\",\"points\":150,\"correct\":2,"
                        + "\"answered\":2}]}",
                last(stream, "leaderboard"));
        assertEquals("{\"why\":\"closed\"}", last(stream, "end"));
        await().until(stream::hasEnded);
    }

    @Test
    void removedQuizEndsTheStream() throws Exception {
        Stream stream = follow(quiz.creator(), "");
        hears(stream, "leaderboard");

        database.update("DELETE FROM quiz WHERE user_id = ?", quiz.creator().id());

        hears(stream, "leaderboard", "end");
        assertEquals("{\"why\":\"gone\"}", last(stream, "end"));
    }

    @Test
    void anotherQuizIsNotHeard() throws Exception {
        PlayedQuiz other = PlayedQuiz.running(database, "shared");
        Stream stream = follow(quiz.creator(), "");
        hears(stream, "leaderboard");

        other.player("Eve", 100);
        quiz.player("Ada", 100);

        hears(stream, "leaderboard", "leaderboard");
        assertFalse(last(stream, "leaderboard").contains("Eve"));
    }

    @Test
    void hiddenOneCannotBeFollowed() {
        quiz.shows("after_closing");
        TestUser ada = quiz.player("Ada", 100);

        ada.request()
                .get(quiz.path() + "/live")
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:problem:leaderboard-hidden"));
    }

    @Test
    void limitOutOfRangeIsRefused() {
        quiz.creator()
                .request()
                .get(quiz.path() + "/live?limit=0")
                .then()
                .statusCode(400)
                .body("violations[0].pointer", equalTo("limit"));
    }

    @Test
    void headOfTheStreamIsRefused() {
        quiz.creator()
                .request()
                .head(quiz.path() + "/live")
                .then()
                .statusCode(405)
                .header("Allow", equalTo("GET, OPTIONS"));
    }

    @Test
    void oneUserMayFollowAFew() throws Exception {
        follow(quiz.creator(), "");
        Stream second = follow(quiz.creator(), "");
        quiz.creator()
                .request()
                .get(quiz.path() + "/live")
                .then()
                .statusCode(429)
                .header("Retry-After", "10")
                .body("type", equalTo("urn:problem:too-many-followed"));

        second.close();

        // Who has gone is noticed when something is sent.
        TestUser ada = quiz.player("Ada");
        await().untilAsserted(() -> {
            quiz.answers(ada, 1, 1, 1);
            followers.look();
            follow(quiz.creator(), "");
        });
    }
}

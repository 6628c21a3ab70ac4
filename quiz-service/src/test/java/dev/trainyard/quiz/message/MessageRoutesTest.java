package dev.trainyard.quiz.message;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.kit.database.Database;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class MessageRoutesTest {

    @Inject
    Messages messages;

    @Inject
    Database database;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    private final TestUser admin = TestUser.fresh("admin");
    private Channel bot;

    @BeforeEach
    void makeChannel() {
        bot = Channel.unattended(database);
    }

    @Test
    void deadMessagesAreListedWithTheirReasons() {
        UUID id = dead("no such chat");

        String found = "items.find { it.id == '" + id + "' }.";
        given().header("Authorization", "Bearer " + admin.token())
                .get(management.resolve("/monitoring/messages/dead?limit=200"))
                .then()
                .statusCode(200)
                .body(found + "userId", equalTo(bot.owner().id()))
                .body(found + "channelId", equalTo(bot.id().toString()))
                .body(found + "kind", equalTo("carrier-pigeon"))
                .body(found + "chat", equalTo("7"))
                .body(found + "failures", equalTo(8))
                .body(found + "reason", equalTo("no such chat"))
                .body(found + "settledAt", notNullValue())
                .body(found + "body", nullValue());
    }

    @Test
    void deadMessageIsSentAgain() {
        UUID id = dead("broken");

        post("/monitoring/messages/dead/" + id + "/replay", "").statusCode(200).body("messages", equalTo(1));

        assertEquals("ready 0 null", state(id));
        assertEquals(false, wasPutOff(id));
    }

    @Test
    void deadMessagesOfAChannelAreSentAgain() {
        UUID one = dead("broken");
        UUID two = dead("broken");

        post("/monitoring/message-channels/" + bot.id() + "/replay", "")
                .statusCode(200)
                .body("messages", equalTo(2));

        assertEquals("ready 0 null", state(one));
        assertEquals("ready 0 null", state(two));
    }

    @Test
    void deadMessageIsDropped() {
        UUID id = dead("broken");

        post("/monitoring/messages/dead/" + id + "/drop", "").statusCode(200).body("messages", equalTo(1));

        bot.owner()
                .request()
                .get("/api/v1/messages/" + id)
                .then()
                .body("status", equalTo("cancelled"))
                .body("reason", equalTo("dropped by an admin; broken"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"replay", "drop"})
    void messageThatIsNotDeadIsLeftAlone(String verb) {
        UUID id = messages.enqueue(List.of(bot.says("7", "one"))).getFirst();

        post("/monitoring/messages/dead/" + id + "/" + verb, "").statusCode(404);
        post("/monitoring/messages/dead/nobody/" + verb, "").statusCode(404);

        assertEquals("ready 0 null", state(id));
    }

    @Test
    void channelIsPausedAndResumed() {
        post("/monitoring/message-channels/" + bot.id() + "/pause", "{\"duration\":\"PT1H\"}")
                .statusCode(200)
                .body("channelId", equalTo(bot.id().toString()))
                .body("pausedUntil", notNullValue());
        assertEquals(true, isPaused());

        post("/monitoring/message-channels/" + bot.id() + "/resume", "")
                .statusCode(200)
                .body("pausedUntil", nullValue());
        assertEquals(false, isPaused());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"duration\":\"PT0S\"}", "{\"duration\":\"P31D\"}", "{\"duration\":\"soon\"}"})
    void pauseWithoutEndIsRefused(String body) {
        post("/monitoring/message-channels/" + bot.id() + "/pause", body)
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"));

        assertEquals(false, isPaused());
    }

    @Test
    void channelThatIsNotThereIsNotPaused() {
        String absent = "/monitoring/message-channels/" + UUID.randomUUID();

        post(absent + "/pause", "{\"duration\":\"PT1H\"}").statusCode(404);
        post(absent + "/resume", "").statusCode(404);
    }

    @Test
    void userWhoIsNoAdminIsRefused() {
        UUID id = dead("broken");

        bot.owner()
                .request()
                .post(management.resolve("/monitoring/messages/dead/" + id + "/replay"))
                .then()
                .statusCode(403);
        given().get(management.resolve("/monitoring/messages/dead")).then().statusCode(401);
    }

    private boolean wasPutOff(UUID id) {
        return database.one(
                        "SELECT delayed_at IS NOT NULL FROM message WHERE user_id = ? AND id = ?",
                        row -> row.getBoolean(1),
                        bot.owner().id(),
                        id)
                .orElseThrow();
    }

    private UUID dead(String reason) {
        UUID id = messages.enqueue(List.of(bot.says("7", "one"))).getFirst();
        database.update("""
                UPDATE message SET state = 'dead', failures = 8, reason = ?, settled_at = now(),
                    delayed_at = now() - interval '4 days'
                WHERE user_id = ? AND id = ?
                """, reason, bot.owner().id(), id);
        return id;
    }

    private ValidatableResponse post(String path, String body) {
        return admin.sends(body).post(management.resolve(path)).then();
    }

    private String state(UUID id) {
        return database.one(
                        "SELECT state, failures, settled_at FROM message WHERE user_id = ? AND id = ?",
                        row -> row.getString(1) + " " + row.getInt(2) + " " + row.getString(3),
                        bot.owner().id(),
                        id)
                .orElseThrow();
    }

    private boolean isPaused() {
        return database.one(
                        "SELECT coalesce(paused_until > now(), false) FROM message_channel WHERE user_id = ? AND id = ?",
                        row -> row.getBoolean(1),
                        bot.owner().id(),
                        bot.id())
                .orElseThrow();
    }
}

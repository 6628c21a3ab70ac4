package dev.trainyard.quiz.message;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.kit.database.Database;
import dev.trainyard.testkit.OtherUsers;
import dev.trainyard.testkit.OtherUsers.Access;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class MessageResourceTest {

    private static final String MESSAGES = "/api/v1/messages";

    @Inject
    Messages messages;

    @Inject
    Database database;

    private Channel bot;

    @BeforeEach
    void makeChannel() {
        bot = Channel.unattended(database);
    }

    @Test
    void ownerSeesWhatAMessageSays() {
        UUID id = messages.enqueue(List.of(bot.says("-100", "hello", "k"))).getFirst();

        read(id).statusCode(200)
                .body("id", equalTo(id.toString()))
                .body("channelId", equalTo(bot.id().toString()))
                .body("chat", equalTo("-100"))
                .body("priority", equalTo(0))
                .body("deduplicationKey", equalTo("k"))
                .body("status", equalTo("waiting"))
                .body("failures", equalTo(0))
                .body("reason", nullValue())
                .body("reference", nullValue())
                .body("dueAt", nullValue())
                .body("createdAt", notNullValue())
                .body("settledAt", nullValue())
                .body("body.text", equalTo("hello"));
    }

    @Test
    void listIsNewestFirstWithoutBodies() {
        List<UUID> ids = messages.enqueue(List.of(bot.says("1", "one"), bot.says("2", "two")));

        list("").statusCode(200)
                .body("items.id", contains(ids.get(1).toString(), ids.get(0).toString()))
                .body("items[0].body", nullValue())
                .body("next", nullValue());
    }

    @Test
    void listGoesOnWhereThePageEnds() {
        List<UUID> ids = messages.enqueue(IntStream.range(0, 5)
                .mapToObj(i -> bot.says("1", Integer.toString(i)))
                .toList());
        String next = list("?limit=3").body("items", hasSize(3)).extract().path("next");

        list("?limit=3&cursor=" + next)
                .body("items.id", contains(ids.get(1).toString(), ids.get(0).toString()))
                .body("next", nullValue());
    }

    @ParameterizedTest
    @CsvSource({"waiting,0", "sending,1", "sent,2", "dead,3", "cancelled,4"})
    void listIsOfOneStatus(String status, int number) {
        List<UUID> ids = messages.enqueue(IntStream.range(0, 5)
                .mapToObj(i -> bot.says("1", Integer.toString(i)))
                .toList());
        for (String state : List.of("sending", "sent", "dead", "cancelled")) {
            UUID id =
                    ids.get(List.of("", "sending", "sent", "dead", "cancelled").indexOf(state));
            become(state, id);
        }

        list("?status=" + status)
                .body("items.id", contains(ids.get(number).toString()))
                .body("items.status", contains(status));
    }

    @Test
    void listIsOfOneChannel() {
        Channel other = Channel.of(database, bot.owner(), "carrier-pigeon");
        messages.enqueue(List.of(bot.says("1", "one"), other.says("1", "two")));

        list("?channelId=" + other.id())
                .body("items.channelId", contains(other.id().toString()));
    }

    @ParameterizedTest
    @CsvSource({
        "status=gone,status",
        "status=SENT,status",
        "channelId=7,channelId",
        "limit=0,limit",
        "cursor=x,cursor",
        "status=sent&channelId=00000000-0000-0000-0000-000000000000,channelId"
    })
    void listThatCannotBeIsRefused(String query, String parameter) {
        list("?" + query)
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"))
                .body("violations[0].pointer", equalTo(parameter));
    }

    @Test
    void waitingMessageIsTakenBack() {
        UUID id = messages.enqueue(List.of(bot.says("1", "one"))).getFirst();

        cancel(id).statusCode(200).body("status", equalTo("cancelled")).body("settledAt", notNullValue());
    }

    @Test
    void messageBehindOneThatIsTakenBackGoesOn() {
        List<UUID> ids = messages.enqueue(List.of(bot.says("1", "one"), bot.says("1", "two")));
        database.update(
                "UPDATE message SET state = 'behind' WHERE user_id = ? AND id = ?",
                bot.owner().id(),
                ids.get(1));

        cancel(ids.get(0)).statusCode(200);

        assertEquals(List.of("cancelled", "ready"), states());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sending", "sent", "dead", "cancelled"})
    void messageThatDoesNotWaitIsNotTakenBack(String state) {
        UUID id = messages.enqueue(List.of(bot.says("1", "one"))).getFirst();
        become(state, id);

        cancel(id).statusCode(409).body("type", equalTo("urn:problem:message-is-" + state));

        assertEquals(List.of(state), states());
    }

    @Test
    void othersFindNothing() {
        UUID id = messages.enqueue(List.of(bot.says("1", "one"))).getFirst();

        OtherUsers.findNothingAt(bot.owner(), MESSAGES + "/" + id, Access.get(), Access.post("/cancel", "{}"));
    }

    @Test
    void othersDoNotSeeItInTheirList() {
        messages.enqueue(List.of(bot.says("1", "one")));

        TestUser.fresh()
                .request()
                .get(MESSAGES + "?channelId=" + bot.id())
                .then()
                .body("items", hasSize(0));
    }

    @ParameterizedTest
    @CsvSource({"GET,''", "GET,/{id}", "POST,/{id}/cancel"})
    void anonymousIsRefused(Method method, String suffix) {
        given().request(
                        method,
                        MESSAGES + suffix.replace("{id}", UUID.randomUUID().toString()))
                .then()
                .statusCode(401);
    }

    private ValidatableResponse list(String query) {
        return bot.owner().request().get(MESSAGES + query).then();
    }

    private ValidatableResponse read(UUID id) {
        return bot.owner().request().get(MESSAGES + "/" + id).then();
    }

    private ValidatableResponse cancel(UUID id) {
        return bot.owner().request().post(MESSAGES + "/" + id + "/cancel").then();
    }

    private void become(String state, UUID id) {
        database.update(
                "UPDATE message SET state = ?, settled_at = CASE WHEN ? = 'sending' THEN NULL ELSE now() END, "
                        + "due_at = now() + interval '1 hour' WHERE user_id = ? AND id = ?",
                state,
                state,
                bot.owner().id(),
                id);
    }

    private List<String> states() {
        return database.list(
                "SELECT state FROM message WHERE user_id = ? ORDER BY id",
                row -> row.getString(1),
                bot.owner().id());
    }
}

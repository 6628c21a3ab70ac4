package dev.trainyard.kit;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class IdempotencyTest {

    @InjectDatabase
    EmbeddedDatabase database;

    private final TestUser ada = TestUser.fresh();

    private Response post(String key, String title) {
        return ada.sends("{\"title\":\"" + title + "\"}")
                .header("Idempotency-Key", key)
                .post("/api/v1/notes");
    }

    private void hasNotes(int expected) {
        ada.request().get("/api/v1/notes").then().body("items", hasSize(expected));
    }

    @Test
    void repetitionGetsTheFirstAnswer() {
        Response first = post("k", "a");
        Response second = post("k", "a");

        assertEquals(first.asString(), second.asString());
        assertEquals(first.statusCode(), second.statusCode());
        assertEquals(first.header("Location"), second.header("Location"));
        assertEquals(first.contentType(), second.contentType());
        assertEquals("true", second.header("Idempotency-Replayed"));
        hasNotes(1);
    }

    @Test
    void firstAnswerIsNoReplay() {
        post("k", "a").then().statusCode(201).header("Idempotency-Replayed", nullValue());
    }

    @Test
    void keyForAnotherRequestIsRefused() {
        post("k", "a");
        post("k", "b").then().statusCode(422).body("type", equalTo("urn:problem:idempotency-key-reused"));
        hasNotes(1);
    }

    @Test
    void anotherUsersKeyIsAnotherKey() {
        post("k", "a");
        TestUser.fresh()
                .sends("{\"title\":\"a\"}")
                .header("Idempotency-Key", "k")
                .post("/api/v1/notes")
                .then()
                .statusCode(201)
                .header("Idempotency-Replayed", nullValue());
    }

    @Test
    void unusableKeyIsRefused() {
        post("with blank", "a").then().statusCode(400).body("violations[0].pointer", equalTo("Idempotency-Key"));
        post("k".repeat(256), "a").then().statusCode(400);
        hasNotes(0);
    }

    @Test
    void refusedWriteMayBeTriedAgain() {
        post("k", "refused by database").then().statusCode(500);
        post("k", "a").then().statusCode(201);
        hasNotes(1);
    }

    @Test
    void manyAtOnceHappenOnce() throws Exception {
        List<Callable<Integer>> sends = IntStream.range(0, 16)
                .<Callable<Integer>>mapToObj(i -> () -> post("k", "a").statusCode())
                .toList();
        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : senders.invokeAll(sends)) {
                int status = answer.get();
                assertEquals(true, status == 201 || status == 409, "unexpected " + status);
            }
        }
        hasNotes(1);
    }

    @Test
    void writeAndItsAnswerAreOneTransaction() throws Exception {
        long before = commits();
        post("k", "a").then().statusCode(201);
        assertEquals(1, commits() - before);
    }

    /** The transaction id of the next writer: reads do not move it. */
    private long commits() throws Exception {
        try (var admin = database.connectAsAdmin();
                var row = admin.createStatement()
                        .executeQuery("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")) {
            row.next();
            return row.getLong(1);
        }
    }
}

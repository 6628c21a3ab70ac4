package dev.trainyard.training.activity;

import static dev.trainyard.training.activity.Activities.PATH;
import static dev.trainyard.training.activity.Activities.post;
import static dev.trainyard.training.activity.Activities.recorded;
import static dev.trainyard.training.activity.Activities.run;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.testkit.OtherUsers;
import dev.trainyard.testkit.OtherUsers.Access;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ActivityTest {

    private final TestUser ada = TestUser.fresh();

    @Test
    void recordedActivityCanBeReadBack() {
        Response created = post(
                ada,
                run().put("distanceMeters", 12_345.67)
                        .put("elevationGainMeters", 250)
                        .put("averageHeartRate", 150)
                        .put("maxHeartRate", 180)
                        .put("rpe", 7.5)
                        .put("name", "Tempo")
                        .put("notes", "windy 🌬")
                        .put("externalId", "watch-1"));

        created.then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .header("Location", endsWith(PATH + "/" + created.path("id")));
        Response read = ada.request().get(created.header("Location"));
        assertEquals(created.asString(), read.asString());
        read.then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("type", equalTo("run"))
                .body("startedAt", equalTo("2026-03-28T07:30:00Z"))
                .body("durationSeconds", equalTo(3_600))
                .body("distanceMeters", equalTo(12_345.67f))
                .body("elevationGainMeters", equalTo(250f))
                .body("averageHeartRate", equalTo(150))
                .body("maxHeartRate", equalTo(180))
                .body("rpe", equalTo(7.5f))
                .body("name", equalTo("Tempo"))
                .body("notes", equalTo("windy 🌬"))
                .body("externalId", equalTo("watch-1"))
                .body("version", equalTo(1));
    }

    @Test
    void whatWasNotSaidIsUnknownAndNotZero() {
        post(ada, run())
                .then()
                .statusCode(201)
                .body("distanceMeters", nullValue())
                .body("averageHeartRate", nullValue())
                .body("rpe", nullValue())
                .body("externalId", nullValue());
    }

    @Test
    void startWithAnOffsetIsTheSameInstant() {
        post(ada, run().put("startedAt", "2026-03-28T09:30:00+02:00"))
                .then()
                .statusCode(201)
                .body("startedAt", equalTo("2026-03-28T07:30:00Z"));
    }

    @Test
    void externalIdIsTakenOnce() {
        String first = post(ada, run().put("externalId", "watch-1")).path("id");
        post(ada, run().put("externalId", "watch-1").put("type", "ride"))
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:external-id-taken"))
                .body("existingId", equalTo(first));
    }

    @Test
    void externalIdOfAnotherUserIsFree() {
        post(TestUser.fresh(), run().put("externalId", "watch-1"));
        post(ada, run().put("externalId", "watch-1")).then().statusCode(201);
    }

    @Test
    void oneOfManyConcurrentRecordingsWithAnExternalIdStays() throws Exception {
        List<Integer> statuses =
                atOnce(16, i -> post(ada, run().put("externalId", "watch-1")).statusCode());

        assertEquals(1, statuses.stream().filter(status -> status == 201).count(), statuses::toString);
        assertEquals(15, statuses.stream().filter(status -> status == 409).count(), statuses::toString);
    }

    @Test
    void repeatedRecordingGetsTheFirstAnswer() {
        Response first =
                ada.sends(run().encode()).header("Idempotency-Key", "k").post(PATH);
        Response second =
                ada.sends(run().encode()).header("Idempotency-Key", "k").post(PATH);

        assertEquals(201, second.statusCode());
        assertEquals("true", second.header("Idempotency-Replayed"));
        assertEquals(first.asString(), second.asString());
        assertEquals(first.header("Location"), second.header("Location"));
        assertEquals(first.header("ETag"), second.header("ETag"));
        ada.request().get(PATH).then().body("items", hasSize(1));
    }

    @Test
    void deletedActivityIsGone() {
        String activity = recorded(ada, run());
        ada.request().delete(activity).then().statusCode(204);
        ada.request().get(activity).then().statusCode(404).body("type", equalTo("urn:problem:not-found"));
        ada.request().delete(activity).then().statusCode(404).body("type", equalTo("urn:problem:not-found"));
        ada.request().get(PATH).then().body("items", hasSize(0));
    }

    @Test
    void deletionOfAnotherVersionIsRefused() {
        String activity = recorded(ada, run());
        ada.request()
                .header("If-Match", "\"2\"")
                .delete(activity)
                .then()
                .statusCode(412)
                .body("type", equalTo("urn:problem:stale-version"));
        ada.request().get(activity).then().statusCode(200);
    }

    @Test
    void deletionOfThisVersionPasses() {
        String activity = recorded(ada, run());
        ada.request().header("If-Match", "\"1\"").delete(activity).then().statusCode(204);
    }

    @Test
    void othersFindNothing() {
        String activity = recorded(ada, run());
        OtherUsers.findNothingAt(ada, activity, Access.get(), Access.patch("", "{\"rpe\":5}"), Access.delete());
    }

    @Test
    void othersListIsTheirOwn() {
        recorded(ada, run());
        TestUser.fresh().request().get(PATH).then().statusCode(200).body("items", hasSize(0));
    }

    @ParameterizedTest
    @CsvSource({"POST,", "GET,", "GET,/ID", "PATCH,/ID", "DELETE,/ID"})
    void anonymousIsRefused(Method method, String suffix) {
        String path = PATH
                + (suffix == null ? "" : suffix.replace("ID", UUID.randomUUID().toString()));
        given().contentType("application/json")
                .body(run().encode())
                .request(method, path)
                .then()
                .statusCode(401)
                .body("type", equalTo("urn:problem:unauthenticated"));
    }

    @Test
    void oneOfManyConcurrentWritersWins() throws Exception {
        String activity = recorded(ada, run());

        List<Integer> statuses = atOnce(
                16,
                i -> ada.sends("{\"name\":\"Writer " + i + "\"}")
                        .header("If-Match", "\"1\"")
                        .patch(activity)
                        .statusCode());

        assertEquals(1, statuses.stream().filter(status -> status == 200).count(), statuses::toString);
        assertTrue(statuses.stream().allMatch(status -> status == 200 || status == 412), statuses::toString);
        ada.request().get(activity).then().header("ETag", "\"2\"");
    }

    private interface Sender {
        int send(int number);
    }

    private static List<Integer> atOnce(int senders, Sender sender) throws Exception {
        List<Callable<Integer>> sends = IntStream.range(0, senders)
                .<Callable<Integer>>mapToObj(i -> () -> sender.send(i))
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(sends).stream()
                    .map(sent -> sent.resultNow())
                    .toList();
        }
    }
}

package dev.trainyard.workout.link;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.testkit.OtherUsers;
import dev.trainyard.testkit.OtherUsers.Access;
import dev.trainyard.testkit.TestUser;
import dev.trainyard.workout.catalogue.Catalogue;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class LinkTest {

    private static final String PATH = "/api/v1/exercise-links";
    private static final String ABSENT = "0198c0de-0000-7000-8000-000000000000";

    private final TestUser ada = TestUser.fresh();

    private String make(String name) {
        return ada.sends("{\"name\":\"" + name + "\"}")
                .post("/api/v1/exercises")
                .path("id");
    }

    private Response link(String exercise, String master) {
        return ada.sends("{\"masterExerciseId\":\"" + master + "\"}").put(PATH + "/" + exercise);
    }

    private String masterOf(String name) {
        return ada.request()
                .queryParam("name", name)
                .get("/api/v1/exercises/resolve")
                .path("master.id");
    }

    @Test
    void exerciseIsLinkedAndUnlinked() {
        String mine = make("my own thing");
        link(mine, masterOf("Squat"))
                .then()
                .statusCode(200)
                .body("exercise.name", equalTo("my own thing"))
                .body("master.name", equalTo("Squat (Barbell)"))
                .body("reason", equalTo("link"))
                .body("rejected", equalTo(false));
        ada.request().delete(PATH + "/" + mine).then().statusCode(204);
        ada.request().get(PATH + "/" + mine).then().body("master", nullValue()).body("reason", equalTo("none"));
    }

    @Test
    void linkCanBeChanged() {
        String mine = make("my own thing");
        link(mine, masterOf("Squat"));
        link(mine, masterOf("Deadlift")).then().body("master.name", equalTo("Deadlift (Barbell)"));
    }

    @Test
    void exerciseThatIsRejectedStandsForItself() {
        String mine = make("Squat");
        ada.request().put(PATH + "/" + mine + "/rejection").then().statusCode(204);
        ada.request()
                .get(PATH + "/" + mine)
                .then()
                .body("master", nullValue())
                .body("reason", equalTo("none"))
                .body("rejected", equalTo(true));
        ada.request().get(PATH + "/suggestions").then().body("items", empty());
        ada.request().delete(PATH + "/" + mine + "/rejection").then().statusCode(204);
        ada.request()
                .get(PATH + "/" + mine)
                .then()
                .body("master.name", equalTo("Squat (Barbell)"))
                .body("reason", equalTo("alias"));
    }

    @Test
    void lastWordCounts() {
        String mine = make("my own thing");
        link(mine, masterOf("Squat"));
        ada.request().put(PATH + "/" + mine + "/rejection");
        ada.request().get(PATH + "/" + mine).then().body("master", nullValue());
        link(mine, masterOf("Squat")).then().body("rejected", equalTo(false)).body("reason", equalTo("link"));
    }

    @Test
    void listTellsWhatEachStandsFor() {
        make("Zottman thing");
        make("OHP");
        String linked = make("my bench");
        link(linked, masterOf("Bench Press"));
        ada.request()
                .get(PATH)
                .then()
                .statusCode(200)
                .body("items.exercise.name", contains("my bench", "OHP", "Zottman thing"))
                .body("items.master.name", contains("Bench Press (Barbell)", "Overhead Press (Barbell)"))
                .body("items[2].master", nullValue())
                .body("items.reason", contains("link", "alias", "none"));
    }

    @Test
    void listIsPaged() {
        make("a thing");
        make("b thing");
        String next = ada.request().queryParam("limit", 1).get(PATH).path("next");
        ada.request()
                .queryParam("limit", 1)
                .queryParam("cursor", next)
                .get(PATH)
                .then()
                .body("items.exercise.name", contains("b thing"))
                .body("next", nullValue());
    }

    @Test
    void suggestionsAreTheLikeliestFirst() {
        make("Benchpres Barbell");
        make("Squat");
        make(Catalogue.freshName());
        ada.request()
                .queryParam("minScore", "0.5")
                .get(PATH + "/suggestions")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(2))
                .body(
                        "items.find { it.exercise.name == 'Benchpres Barbell' }.candidates[0].master.name",
                        equalTo("Bench Press (Barbell)"))
                .body("items.find { it.exercise.name != 'Benchpres Barbell' }.candidates", empty());
    }

    @Test
    void suggestionsArePaged() {
        make("Benchpres Barbell");
        make("Deadlifft Barbell");
        Response first = ada.request().queryParam("limit", 1).get(PATH + "/suggestions");
        ada.request()
                .queryParam("limit", 1)
                .queryParam("cursor", first.<String>path("next"))
                .get(PATH + "/suggestions")
                .then()
                .body("items.exercise.name", contains("Deadlifft Barbell"))
                .body("items[0].candidates[0].master.name", equalTo("Deadlift (Barbell)"))
                .body("next", nullValue());
    }

    @Test
    void suggestionsAreTakenAtOnce() {
        make("Benchpres Barbell");
        make("Deadlifft Barbell");
        String other = make(Catalogue.freshName());
        ada.sends("{\"minScore\":0.6,\"dryRun\":true}")
                .urlEncodingEnabled(false)
                .post(PATH + ":bulk")
                .then()
                .statusCode(200)
                .body("linked", equalTo(2));
        ada.request().get(PATH + "/status").then().body("byLink", equalTo(0));
        ada.sends("{\"minScore\":0.6}")
                .urlEncodingEnabled(false)
                .post(PATH + ":bulk")
                .then()
                .statusCode(200)
                .body("dryRun", equalTo(false))
                .body("linked", equalTo(2))
                .body("items.exercise.name", contains("Benchpres Barbell", "Deadlifft Barbell"))
                .body("items.master.name", contains("Bench Press (Barbell)", "Deadlift (Barbell)"));
        ada.sends("{\"minScore\":0.6}")
                .urlEncodingEnabled(false)
                .post(PATH + ":bulk")
                .then()
                .body("linked", equalTo(0));
        ada.request().get(PATH + "/" + other).then().body("reason", equalTo("none"));
    }

    @Test
    void someOrAllAreUnlinked() {
        String squat = masterOf("Squat");
        String one = make("one");
        String two = make("two");
        String three = make("three");
        link(one, squat);
        link(two, squat);
        link(three, squat);
        ada.sends("{\"exerciseIds\":[\"" + one + "\",\"" + ABSENT + "\"]}")
                .urlEncodingEnabled(false)
                .post(PATH + ":unlink")
                .then()
                .statusCode(200)
                .body("unlinked", equalTo(1));
        ada.sends("{\"all\":true}")
                .urlEncodingEnabled(false)
                .post(PATH + ":unlink")
                .then()
                .body("unlinked", equalTo(2));
        assertEquals(0, ada.request().get(PATH + "/status").<Integer>path("byLink"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"all\":false}",
                "{\"exerciseIds\":[]}",
                "{\"all\":true,\"exerciseIds\":[\"" + ABSENT + "\"]}"
            })
    void unlinkingSaysWhich(String body) {
        ada.sends(body).urlEncodingEnabled(false).post(PATH + ":unlink").then().statusCode(400);
    }

    @Test
    void statusAddsUp() {
        link(make("my own thing"), masterOf("Squat"));
        make("OHP");
        make("Squat (Barbell)");
        ada.request().put(PATH + "/" + make("mine alone") + "/rejection");
        make("not said yet");
        ada.request()
                .get(PATH + "/status")
                .then()
                .statusCode(200)
                .body("exercises", equalTo(5))
                .body("byLink", equalTo(1))
                .body("byName", equalTo(1))
                .body("byAlias", equalTo(1))
                .body("rejected", equalTo(1))
                .body("open", equalTo(1));
    }

    @Test
    void masterThatIsNotThereIsRefused() {
        link(make("my own thing"), ABSENT)
                .then()
                .statusCode(400)
                .body("violations[0].pointer", equalTo("/masterExerciseId"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.29", "1.01", "x", "1e1", "-1"})
    void scoreOutOfRangeIsRefused(String score) {
        ada.request()
                .queryParam("minScore", score)
                .get(PATH + "/suggestions")
                .then()
                .statusCode(400)
                .body("violations[0].pointer", equalTo("minScore"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"minScore\":0.2}", "{\"minScore\":1.1}"})
    void bulkNeedsAScore(String body) {
        ada.sends(body)
                .urlEncodingEnabled(false)
                .post(PATH + ":bulk")
                .then()
                .statusCode(400)
                .body("violations[0].pointer", equalTo("/minScore"));
    }

    @Test
    void othersFindNothing() {
        OtherUsers.findNothingAt(
                ada,
                PATH + "/" + make("Squat"),
                Access.get(),
                Access.put("", "{\"masterExerciseId\":\"" + masterOf("Deadlift") + "\"}"),
                Access.delete(),
                Access.put("/rejection", null),
                Access.delete("/rejection"));
    }

    @Test
    void unlinkingOthersExercisesChangesNothing() {
        String mine = make("my own thing");
        link(mine, masterOf("Squat"));
        TestUser.fresh()
                .sends("{\"exerciseIds\":[\"" + mine + "\"]}")
                .urlEncodingEnabled(false)
                .post(PATH + ":unlink")
                .then()
                .body("unlinked", equalTo(0));
        ada.request().get(PATH + "/" + mine).then().body("reason", equalTo("link"));
    }

    @Test
    void anonymousIsRefused() {
        given().get(PATH).then().statusCode(401);
    }
}

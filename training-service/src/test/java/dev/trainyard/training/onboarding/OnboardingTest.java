package dev.trainyard.training.onboarding;

import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.Plan;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OnboardingTest {

    private static final String PATH = "/api/v1/onboarding";
    private static final List<String> STEPS = List.of(
            "welcome",
            "strava-connected",
            "first-activity",
            "data-sync",
            "dashboard-intro",
            "features-tour",
            "goals-setup",
            "first-recommendation",
            "journal-intro",
            "completed");

    @InjectDatabase
    EmbeddedDatabase database;

    private final TestUser ada = TestUser.fresh();

    @Test
    void nothingHasBegunBeforeItBegins() {
        ada.request()
                .get(PATH)
                .then()
                .statusCode(200)
                .body("run", equalTo(0))
                .body("startedAt", nullValue())
                .body("current", nullValue())
                .body("next", equalTo("welcome"))
                .body("tier", equalTo("basic"))
                .body("done", empty());
    }

    @Test
    void welcomeBeginsAndTheNextStepFollows() {
        complete("welcome")
                .then()
                .statusCode(200)
                .body("run", equalTo(1))
                .body("startedAt", matchesPattern("\\d{4}-.*Z"))
                .body("current", equalTo("welcome"))
                .body("next", equalTo("strava-connected"))
                .body("done[0].step", equalTo("welcome"))
                .body("done[0].outcome", equalTo("completed"))
                .body("done[0].at", matchesPattern("\\d{4}-.*Z"));
    }

    @Test
    void allStepsInOrderLeadToTheEnd() {
        for (String step : STEPS) {
            complete(step).then().statusCode(200).body("current", equalTo(step));
        }

        ada.request()
                .get(PATH)
                .then()
                .body("done.step", equalTo(STEPS))
                .body("next", nullValue())
                .body("tier", equalTo("expert"));
    }

    @Test
    void tierFollowsWhatWasCompletedAndNotWhatWasSkipped() {
        complete("welcome").then().body("tier", equalTo("basic"));
        skip("strava-connected").then().body("tier", equalTo("basic"));
        complete("first-activity").then().body("tier", equalTo("basic"));
        complete("data-sync").then().body("tier", equalTo("basic"));
        complete("dashboard-intro").then().body("tier", equalTo("intermediate"));
        complete("features-tour").then().body("tier", equalTo("intermediate"));
        complete("goals-setup").then().body("tier", equalTo("intermediate"));
        complete("first-recommendation").then().body("tier", equalTo("advanced"));
        complete("journal-intro").then().body("tier", equalTo("advanced"));
        complete("completed").then().body("tier", equalTo("advanced"));
    }

    @Test
    void stepOutOfOrderIsToldWhatIsNext() {
        complete("welcome");

        complete("data-sync")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem:step-out-of-order"))
                .body("next", equalTo("strava-connected"));
        ada.request().get(PATH).then().body("current", equalTo("welcome"));
    }

    @Test
    void stepBeforeTheBeginningIsToldToBegin() {
        complete("completed").then().statusCode(409).body("next", equalTo("welcome"));
        ada.request().get(PATH).then().body("run", equalTo(0));
    }

    @Test
    void repeatedStepStaysAsItWasDone() {
        complete("welcome");
        String first = skip("strava-connected").asString();

        assertEquals(first, skip("strava-connected").asString());
        assertEquals(first, complete("strava-connected").asString());
        assertEquals(first, complete("welcome").asString());
    }

    @Test
    void stepDoneManyTimesAtOnceIsDoneOnce() throws Exception {
        complete("welcome");

        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, 16)
                    .mapToObj(i -> clients.submit(() -> complete("strava-connected")))
                    .toList();
            for (var answer : answers) {
                assertEquals(200, answer.get().statusCode());
                assertEquals("strava-connected", answer.get().path("current"));
            }
        }
        ada.request().get(PATH).then().body("done.step", equalTo(STEPS.subList(0, 2)));
    }

    @Test
    void manyBeginningsAtOnceAreOne() throws Exception {
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, 16)
                    .mapToObj(i -> clients.submit(() -> complete("welcome")))
                    .toList();
            for (var answer : answers) {
                assertEquals(200, answer.get().statusCode());
            }
        }
        ada.request().get(PATH).then().body("run", equalTo(1)).body("done.size()", equalTo(1));
    }

    @Test
    void startBeginsOnce() {
        String first = post("/start").then().statusCode(200).extract().asString();

        assertEquals(first, post("/start").asString());
        complete("welcome").then().body("run", equalTo(1));
        post("/start").then().body("run", equalTo(1)).body("current", equalTo("welcome"));
    }

    @Test
    void restartBeginsAnewAndIsHarmlessTwice() {
        complete("welcome");
        complete("strava-connected");

        post("/restart")
                .then()
                .statusCode(200)
                .body("run", equalTo(2))
                .body("next", equalTo("welcome"))
                .body("done", empty());

        post("/restart").then().body("run", equalTo(2));
        complete("welcome").then().body("run", equalTo(2)).body("done.size()", equalTo(1));
        post("/restart").then().body("run", equalTo(3));
    }

    @Test
    void restartWithoutABeginningBegins() {
        post("/restart").then().statusCode(200).body("run", equalTo(1));
    }

    @Test
    void beginningAndEndCannotBeSkipped() {
        skip("welcome")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"))
                .body("violations[0].pointer", equalTo("/outcome"));
        ada.request().get(PATH).then().body("run", equalTo(0));
    }

    @Test
    void unknownStepIsNotFound() {
        complete("lunch").then().statusCode(404).body("detail", equalTo("There is no such step."));
        complete("WELCOME").then().statusCode(404);
    }

    @Test
    void unknownOutcomeIsRefused() {
        for (String body : new String[] {"{}", "{\"outcome\": \"done\"}", "{\"outcome\": 0}"}) {
            ada.sends(body)
                    .post(PATH + "/steps/welcome")
                    .then()
                    .statusCode(400)
                    .body("violations[0].pointer", equalTo("/outcome"));
        }
    }

    @Test
    void anonymousIsRefused() {
        given().get(PATH).then().statusCode(401);
        given().post(PATH + "/start").then().statusCode(401);
        given().post(PATH + "/restart").then().statusCode(401);
        given().contentType("application/json")
                .body("{\"outcome\": \"completed\"}")
                .post(PATH + "/steps/welcome")
                .then()
                .statusCode(401);
    }

    /** There is no id to guess: the same path is everybody's own. */
    @Test
    void othersAreSomewhereElse() {
        complete("welcome");

        TestUser.fresh().request().get(PATH).then().body("run", equalTo(0));
    }

    @Test
    void whatWasDoneCannotBeChangedByTheService() {
        for (String change : new String[] {
            "UPDATE onboarding_step SET outcome = 'skipped'",
            "DELETE FROM onboarding_step",
            "UPDATE onboarding_run SET started_at = now()",
            "DELETE FROM onboarding_run"
        }) {
            SQLException refused = assertThrows(SQLException.class, () -> {
                try (var connection = database.connectAs("training_app");
                        var statement = connection.createStatement()) {
                    statement.execute(change);
                }
            });
            assertEquals("42501", refused.getSQLState(), change);
        }
    }

    @Test
    void indexesServeTheQueries() throws Exception {
        String read = Plan.of(database, "training", OnboardingStore.READ);
        assertThat(read, containsString("using pk_onboarding_run"));
        assertThat(read, containsString("using pk_onboarding_step"));
        assertThat(
                Plan.of(database, "training", OnboardingStore.FUNNEL),
                containsString("using ix_onboarding_run_started_at"));
    }

    private Response complete(String step) {
        return ada.sends("{\"outcome\": \"completed\"}").post(PATH + "/steps/" + step);
    }

    private Response skip(String step) {
        return ada.sends("{\"outcome\": \"skipped\"}").post(PATH + "/steps/" + step);
    }

    private Response post(String path) {
        return ada.request().post(PATH + path);
    }
}

package dev.trainyard.systemtests;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The training log as a new user tries it, through the gateway of the running suite. */
class TrainingLogTest {

    private static RunningSuite suite;

    private String user;
    private RequestSpecification ada;

    @BeforeAll
    static void start() throws Exception {
        suite = RunningSuite.start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (suite != null) {
            suite.remove();
        }
    }

    @BeforeEach
    void someoneNew() throws Exception {
        user = "user-" + UUID.randomUUID();
        ada = given().baseUri(suite.url())
                .urlEncodingEnabled(false)
                .header("Authorization", "Bearer " + suite.token(user));
    }

    private ValidatableResponse sends(String method, String path, String body) {
        return given(ada)
                .contentType(ContentType.JSON)
                .body(body)
                .request(method, path)
                .then();
    }

    private ValidatableResponse gets(String path) {
        return given(ada).get(path).then();
    }

    /** A finished workout that began some days ago, with these sets of three fields each; its path. */
    private String trained(int daysAgo, String exercise, String... weightsAndReps) {
        LocalDate day = LocalDate.now(ZoneOffset.UTC).minusDays(daysAgo);
        String workout = sends("POST", "/api/v1/workouts", "{\"startedAt\":\"" + day + "T10:00:00Z\"}")
                .statusCode(201)
                .extract()
                .header("Location");
        for (String set : weightsAndReps) {
            String[] parts = set.split("x", -1);
            sends("POST", workout + "/sets", """
                            {"exercise":"%s","weight":%s,"unit":"kg","reps":%s}
                            """.formatted(exercise, parts[0], parts[1]))
                    .statusCode(201);
        }
        sends("POST", workout + "/finish", "{\"finishedAt\":\"" + day + "T11:00:00Z\"}")
                .statusCode(200);
        return workout;
    }

    private String exercise(String name) {
        return gets("/api/v1/exercises").extract().path("items.find { it.name == '" + name + "' }.id");
    }

    @Test
    void setsAreLoggedTogetherAndSentAgainAndPutInOrder() {
        String workout = sends("POST", "/api/v1/workouts", "{}")
                .statusCode(201)
                .extract()
                .header("Location");
        String batch = """
                {"sets":[{"id":"019aa4c5-1c7a-7d2e-9f3b-2f6d0e6b7a10","exercise":"Squat","weight":100,"unit":"kg","reps":5},
                         {"id":"019aa4c5-1c7a-7d2e-9f3b-2f6d0e6b7a11","exercise":"Dip","load":"bodyweight","bodyWeight":80,
                          "unit":"kg","reps":8,"rir":2,"superset":1,"restSeconds":90,"notes":"deep"}]}
                """;
        sends("POST", workout + "/sets:batch", batch).statusCode(201).body("added", equalTo(2));
        sends("POST", workout + "/sets:batch", batch).statusCode(200).body("replayed", equalTo(2));
        sends("PUT", workout + "/sets:order", """
                        {"sets":["019aa4c5-1c7a-7d2e-9f3b-2f6d0e6b7a11","019aa4c5-1c7a-7d2e-9f3b-2f6d0e6b7a10"]}
                        """).statusCode(200).body("exercise.name", contains("Dip", "Squat"));
    }

    @Test
    void recordsRememberWhatTheyWere() {
        String workout = trained(3, "Squat", "100x5", "110x3");
        String best = gets(workout).extract().path("sets[1].id");
        given(ada).delete(workout + "/sets/" + best).then().statusCode(204);
        gets("/api/v1/records?exercise=Squat").body("items.find { it.kind == 'weight' }.value", equalTo(100));
        gets("/api/v1/records/history?exercise=Squat")
                .body("items.findAll { it.kind == 'weight' }.change", contains("lowered", "raised", "raised"));
    }

    @Test
    void namesAreResolvedLinkedAndSuggested() {
        trained(3, "Bench Press (Barbell)", "80x5");
        trained(2, "My Bench Presss", "80x5");
        gets("/api/v1/exercises/resolve?name=Bench%20Press%20(Barbell)")
                .statusCode(200)
                .body("master", notNullValue())
                .body("explanation", notNullValue());
        sends("POST", "/api/v1/exercises:resolve", "{\"names\":[\"Squat (Barbell)\",\"Nothing like it\"]}")
                .statusCode(200);
        String master = gets("/api/v1/exercises/catalogue?query=bench%20press")
                .extract()
                .path("items[0].id");
        sends("PUT", "/api/v1/exercise-links/" + exercise("My Bench Presss"), """
                        {"masterExerciseId":"%s"}""".formatted(master))
                .statusCode(200);
        gets("/api/v1/exercises/resolve?name=My%20Bench%20Presss")
                .body("reason", equalTo("link"))
                .body("master.id", equalTo(master));
        given(ada).get("/api/v1/exercise-links/suggestions").then().statusCode(200);
    }

    @Test
    void templateStartsWithLastTimeAndTheNextLoad() {
        trained(3, "Squat", "100x5", "100x5", "100x5");
        String template = sends("POST", "/api/v1/templates", """
                        {"name":"Legs","exercises":[{"exercise":"Squat","sets":[{"reps":5},{"reps":5},{"reps":5}]}]}
                        """)
                .statusCode(201)
                .extract()
                .header("Location");
        sends("POST", template + "/start", "{}")
                .statusCode(201)
                .body("exercises[0].lastTime.sets", hasSize(3))
                .body("exercises[0].suggestion.load", equalTo(102.5f))
                .body("exercises[0].warmups.weight", contains(41, 61.5f, 82));
    }

    @Test
    void dashboardShowsDaysAndStreak() {
        trained(1, "Squat", "100x5");
        gets("/api/v1/dashboard?days=7")
                .statusCode(200)
                .body("workouts", equalTo(1))
                .body("volume", equalTo(500))
                .body("days", hasSize(7))
                .body("streak.weeks", greaterThanOrEqualTo(1));
    }

    @Test
    void figuresFollowEachChange() {
        trained(40, "Squat (Barbell)", "100x5");
        String workout = trained(3, "Squat (Barbell)", "110x5");
        String set = gets(workout).extract().path("sets[0].id");
        sends("PATCH", workout + "/sets/" + set, "{\"reps\":6}").statusCode(200);
        gets("/api/v1/trends/aggregates/exercises?granularity=month")
                .statusCode(200)
                .body("items.volume.sum()", equalTo(1160));
        gets("/api/v1/trends/aggregates/muscles?granularity=month")
                .statusCode(200)
                .body("items.muscle", hasItem("quadriceps"));
        gets("/api/v1/trends?exercise=Squat%20(Barbell)").statusCode(200).body("items.e1rm", contains(116.6667f, 132));
    }

    @Test
    void platesAreChangedAsLittleAsPossible() {
        sends("PUT", "/api/v1/preferences/gyms/home", """
                        {"bar":{"weight":20,"unit":"kg"},
                         "plates":[{"weight":20,"unit":"kg","pairs":2},{"weight":10,"unit":"kg","pairs":2},
                                   {"weight":1.25,"unit":"kg","pairs":1}]}
                        """).statusCode(200);
        sends("POST", "/api/v1/preferences/plates:load", """
                        {"gym":"home","targets":[{"weight":80,"unit":"kg"},{"weight":82.5,"unit":"kg"}]}
                        """)
                .statusCode(200)
                .body("sets[1].putOn", hasSize(1))
                .body("sets[1].takeOff", empty());
    }

    @Test
    void readinessComesFromTheWebhook() throws Exception {
        String connection = sends("POST", "/api/v1/recovery/connections", "{\"name\":\"band\"}")
                .statusCode(201)
                .extract()
                .asString();
        String webhook = JsonPath.from(connection).getString("webhook");
        String secret = JsonPath.from(connection).getString("secret");
        String day = LocalDate.now(ZoneOffset.UTC).toString();
        String body = """
                {"type":"recovery.updated","id":"r-1","trace_id":"t-1",
                 "data":{"created_at":"%sT00:00:01Z","score":{"recovery_score":80}}}""".formatted(day);
        String timestamp = Long.toString(System.currentTimeMillis());
        given().baseUri(suite.url())
                .header("X-WHOOP-Signature-Timestamp", timestamp)
                .header("X-WHOOP-Signature", signature(secret, timestamp + body))
                .contentType(ContentType.JSON)
                .body(body)
                .post(webhook)
                .then()
                .statusCode(200)
                .body("state", equalTo("processed"));
        given().baseUri(suite.url())
                .header("X-WHOOP-Signature-Timestamp", timestamp)
                .header("X-WHOOP-Signature", signature("guessed", timestamp + body))
                .contentType(ContentType.JSON)
                .body(body)
                .post(webhook)
                .then()
                .statusCode(401)
                .body("type", equalTo("urn:problem:webhook-signature-invalid"));
        gets("/api/v1/recovery").body("items.recoveryScoreTier", contains("high"));
        gets("/api/v1/recovery/readiness?day=" + day).statusCode(200).body("label", equalTo("excellent"));
    }

    private static String signature(String secret, String signed) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void importIsFollowedAndTakenBack() {
        String file = """
                Date,Name,Kilos,Count
                2026-01-02,Squat,100,5
                2026-01-02,Squat,100,5
                """;
        String mapping = "{\"date\":{\"column\":\"Date\"},\"exercise\":{\"column\":\"Name\"},"
                + "\"weight\":{\"column\":\"Kilos\"},\"reps\":{\"column\":\"Count\"}}";
        String location = given(ada)
                .urlEncodingEnabled(true)
                .header("Prefer", "respond-async")
                .queryParam("format", "csv")
                .queryParam("mapping", mapping)
                .contentType("text/csv")
                .body(file)
                .post("/api/v1/imports")
                .then()
                .statusCode(202)
                .extract()
                .header("Location");
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(
                        () -> gets(location).body("state", equalTo("finished")).body("sets", equalTo(2)));
        given(ada).delete(location).then().statusCode(204);
        gets("/api/v1/workouts").body("items", empty());
    }

    @Test
    void everythingIsExportedAndDeleted() {
        trained(3, "Squat", "100x5");
        gets("/api/v1/exports/sets.csv").statusCode(200).body(containsString("Squat"));
        gets("/api/v1/exports/data.json").statusCode(200).body("tables.workout_set", hasSize(1));
        given(ada).delete("/api/v1/exports/data").then().statusCode(400);
        given(ada)
                .delete("/api/v1/exports/data?confirm=delete-everything")
                .then()
                .statusCode(200);
        gets("/api/v1/exports/data.json").body("tables.collect { it.value.size() }.sum()", equalTo(0));
    }

    @Test
    void everyOptimisationHasARollout() throws Exception {
        given().baseUri("http://127.0.0.1:" + (suite.port() + 11))
                .header(
                        "Authorization",
                        "Bearer " + suite.run("token", user, "--role", "admin").output())
                .get("/monitoring/rollouts")
                .then()
                .statusCode(200)
                .body(
                        "items.name",
                        hasItems(
                                "dashboard-cte",
                                "resolution-cache",
                                "incremental-aggregates",
                                "trends-view",
                                "single-commit-set"))
                .body("items.percent", everyItem(equalTo(100)));
        given(ada).get("/monitoring/rollouts").then().statusCode(404);
    }
}

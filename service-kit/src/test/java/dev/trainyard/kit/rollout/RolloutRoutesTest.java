package dev.trainyard.kit.rollout;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.testkit.TestTokens;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RolloutRoutesTest {

    @TestHTTPResource(value = "/", management = true)
    URI management;

    private final TestUser admin = TestUser.fresh("admin");
    private final TestUser ada = TestUser.fresh();

    @Test
    void listHasEveryDeclaredRolloutByName() {
        get("").statusCode(200)
                .contentType("application/json")
                .body("items.name", hasItems("note-count", "note-count-broken", "note-count-wrong"));
    }

    @Test
    void oneIsShownWithWhatItIsFor() {
        set("note-count", "{\"percent\":100,\"comparePerMille\":10}");
        get("/note-count")
                .statusCode(200)
                .body("name", equalTo("note-count"))
                .body("description", equalTo("Notes counted by the database"))
                .body("percent", equalTo(100))
                .body("comparePerMille", equalTo(10))
                .body("bounds.mismatches", equalTo(1))
                .body("bounds.minCalls", equalTo(200))
                .body("turnedOff", nullValue())
                .body("updatedAt", notNullValue())
                .body("updatedBy", equalTo(admin.id()));
    }

    @Test
    void comparedRequestsAreCounted() {
        set("note-count", "{\"percent\":50,\"comparePerMille\":1000}");
        int before = get("/note-count").extract().path("thisReplica.comparisons");
        ada.sends("{\"title\":\"counted\"}").post("/api/v1/notes");

        ada.request().get("/api/v1/note-counts/right").then().statusCode(200).body("notes", equalTo(1));

        get("/note-count")
                .body("thisReplica.comparisons", equalTo(before + 1))
                .body("thisReplica.mismatches", equalTo(0));
    }

    @Test
    void wrongOneIsTurnedOffWithTheReasonAndOnAgainByAnAdmin() {
        set("note-count-wrong", "{\"percent\":0,\"comparePerMille\":1000}");

        ada.request().get("/api/v1/note-counts/wrong").then().statusCode(200).body("notes", equalTo(0));

        get("/note-count-wrong")
                .body("percent", equalTo(0))
                .body("turnedOff.at", matchesPattern("\\d{4}-.*Z"))
                .body("turnedOff.reason", equalTo("mismatch: 1 compared answers differed; the bound is 1"));
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> get("/note-count-wrong").body("updatedBy", equalTo("trainyard")));
        set("note-count-wrong", "{\"percent\":1,\"comparePerMille\":0}").body("turnedOff", nullValue());
    }

    @Test
    void brokenOneIsAnsweredByPlain() {
        set("note-count-broken", "{\"percent\":100,\"comparePerMille\":0}");

        ada.request().get("/api/v1/note-counts/broken").then().statusCode(200).body("notes", equalTo(0));
    }

    @Test
    void whatIsLeftOutStaysAsItIs() {
        set(
                "note-count",
                "{\"percent\":70,\"comparePerMille\":20,\"bounds\":{\"mismatches\":4,\"latencyRatio\":1.25}}");

        set("note-count", "{\"percent\":60,\"bounds\":{\"minCalls\":300}}")
                .body("percent", equalTo(60))
                .body("comparePerMille", equalTo(20))
                .body("bounds.mismatches", equalTo(4))
                .body("bounds.latencyRatio", equalTo(1.25f))
                .body("bounds.minCalls", equalTo(300));
        set("note-count", "{\"percent\":100,\"bounds\":{\"mismatches\":1,\"minCalls\":200}}");
    }

    @Test
    void metricsTellOfEachRollout() {
        ada.request().get("/api/v1/note-counts/right");

        String metrics = given().get(management.resolve("/metrics")).asString();

        for (String meter : new String[] {
            "trainyard_rollout_calls_seconds_count{rollout=\"note-count\",variant=\"plain\"}",
            "trainyard_rollout_errors_total{rollout=\"note-count\",variant=\"fast\"}",
            "trainyard_rollout_comparisons_total{rollout=\"note-count\"}",
            "trainyard_rollout_mismatches_total{rollout=\"note-count\"}",
            "trainyard_rollout_fallbacks_total{rollout=\"note-count\"}",
            "trainyard_rollout_percent{rollout=\"note-count\"}",
            "trainyard_rollout_turned_off{rollout=\"note-count\"}"
        }) {
            assertEquals(
                    1, metrics.lines().filter(line -> line.startsWith(meter)).count(), meter);
        }
    }

    @Test
    void unknownRolloutIsNotFound() {
        get("/none").statusCode(404).body("type", equalTo("urn:problem:not-found"));
        admin.sends("{\"percent\":1}")
                .put(at("/none"))
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", equalTo("There is no such rollout."));
    }

    @Test
    void anonymousIsRefused() {
        for (RequestSpecification anonymous : Arrays.asList(
                given(),
                given().header("Authorization", "Basic YTpi"),
                given().header("Authorization", "Bearer rubbish"),
                given().header(
                                "Authorization",
                                "Bearer "
                                        + TestTokens.sign(TestTokens.claims("ada")
                                                .groups("admin")
                                                .audience("somebody-else"))))) {
            anonymous
                    .body("{\"percent\":0}")
                    .put(at("/note-count"))
                    .then()
                    .statusCode(401)
                    .header("WWW-Authenticate", "Bearer")
                    .contentType("application/problem+json")
                    .body("type", equalTo("urn:problem:unauthenticated"));
        }
        given().get(at("")).then().statusCode(401);
        given().get(at("/note-count")).then().statusCode(401);
        given().get(at("/none")).then().statusCode(401);
    }

    @Test
    void whoIsNoAdminIsRefused() {
        for (String path : new String[] {"", "/note-count", "/none"}) {
            ada.request()
                    .get(at(path))
                    .then()
                    .statusCode(403)
                    .contentType("application/problem+json")
                    .body("type", equalTo("urn:problem:forbidden"));
        }
        ada.sends("{\"percent\":0}").put(at("/note-count")).then().statusCode(403);
    }

    @Test
    void valuesOutOfBoundsAreNamed() {
        refuses("{\"percent\":101}", "/percent", "must be less than or equal to 100");
        refuses("{\"percent\":-1}", "/percent", "must be greater than or equal to 0");
        refuses("{}", "/percent", "must not be null");
        refuses("{\"percent\":\"50\"}", "/percent", "does not have the type that this field takes");
        refuses("{\"percent\":1.5}", "/percent", "does not have the type that this field takes");
        refuses("{\"percent\":1,\"share\":1}", "/share", "is not a field of this resource");
        refuses("{\"percent\":1,\"comparePerMille\":1001}", "/comparePerMille", "must be less than or equal to 1000");
        refuses(bound("mismatches", "0"), "/bounds/mismatches", "must be greater than or equal to 1");
        refuses(bound("errorsPerMille", "1001"), "/bounds/errorsPerMille", "must be less than or equal to 1000");
        refuses(bound("latencyRatio", "0"), "/bounds/latencyRatio", "must be greater than or equal to 0.1");
        refuses(bound("minCalls", "9"), "/bounds/minCalls", "must be greater than or equal to 10");
        refuses("null", "", "must not be null");
    }

    @Test
    void bodyThatIsNoJsonIsRefused() {
        for (String body : new String[] {"", "{", "{\"percent\":1}}", "percent=1"}) {
            admin.sends(body)
                    .put(at("/note-count"))
                    .then()
                    .statusCode(400)
                    .body("type", equalTo("urn:problem:malformed-json"));
        }
    }

    @Test
    void bodyThatIsTooLargeIsRefused() {
        admin.sends(" ".repeat(70_000) + "{\"percent\":1}")
                .put(at("/note-count"))
                .then()
                .statusCode(413);
    }

    private static String bound(String name, String value) {
        return "{\"percent\":1,\"bounds\":{\"" + name + "\":" + value + "}}";
    }

    private void refuses(String body, String pointer, String detail) {
        admin.sends(body)
                .put(at("/note-count"))
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem:invalid-input"))
                .body("violations[0].in", equalTo("body"))
                .body("violations[0].pointer", equalTo(pointer))
                .body("violations[0].detail", equalTo(detail));
    }

    private ValidatableResponse set(String rollout, String body) {
        return admin.sends(body).put(at("/" + rollout)).then().statusCode(200);
    }

    private ValidatableResponse get(String path) {
        return admin.request().get(at(path)).then();
    }

    private URI at(String path) {
        return management.resolve("/monitoring/rollouts" + path);
    }
}

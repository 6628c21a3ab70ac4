package dev.trainyard.gateway.openapi;

import static dev.trainyard.gateway.stub.GatewayUnderTest.TRAINING;
import static dev.trainyard.gateway.stub.GatewayUnderTest.WORKOUT;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.gateway.stub.StubService;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.DecoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.path.json.JsonPath;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OpenApiTest {

    @Test
    void documentsOfAllServicesAreOne() {
        serve(WORKOUT, """
                {"openapi": "3.1.0", "tags": [{"name": "workouts"}],
                 "paths": {"/api/v1/workouts": {"get": {"operationId": "listWorkouts"}}, "/q/secret": {"get": {}}},
                 "components": {"schemas": {"Page": {"type": "object"}}}}
                """);
        serve(TRAINING, """
                {"openapi": "3.1.0", "tags": [{"name": "activities"}],
                 "paths": {"/api/v1/activities": {"get": {"operationId": "listActivities"}}},
                 "components": {"schemas": {"Page": {"type": "array"}}}}
                """);
        await().until(() -> has("workout.Page") && has("training.Page"));

        given().get("/openapi")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .header("Cache-Control", "no-cache")
                .body("openapi", equalTo("3.1.0"))
                .body("info.title", equalTo("Trainyard"))
                .body("security[0].bearer.size()", equalTo(0))
                .body("components.securitySchemes.bearer.bearerFormat", equalTo("JWT"))
                .body("tags.name", hasItems("gateway", "workouts", "activities"))
                .body("paths.'/status'.get.operationId", equalTo("status"))
                .body("paths.'/api/v1/workouts'.get.operationId", equalTo("listWorkouts"))
                .body("paths.'/api/v1/activities'.get.operationId", equalTo("listActivities"))
                .body("paths.'/q/secret'", nullValue());
    }

    @Test
    void operationThatNeedsNoTokenSaysSo() {
        serve(WORKOUT, """
                {"openapi": "3.1.0",
                 "paths": {"/api/v1/recovery/webhooks/{id}": {"post": {"operationId": "hook"}, "get": {}},
                           "/api/v1/recovery/connections": {"post": {"operationId": "connect"}}},
                 "components": {"schemas": {"Hook": {"type": "object"}}}}
                """);
        await().until(() -> has("Hook"));

        given().get("/openapi")
                .then()
                .body("paths.'/api/v1/recovery/webhooks/{id}'.post.security.size()", equalTo(0))
                .body("paths.'/api/v1/recovery/webhooks/{id}'.get.security", nullValue())
                .body("paths.'/api/v1/recovery/connections'.post.security", nullValue());
    }

    @Test
    void webhookOfAProviderSaysThatItNeedsNoToken() {
        serve(TRAINING, """
                {"openapi": "3.1.0",
                 "paths": {"/api/v1/activities/webhooks/{provider}/{secret}":
                               {"post": {"operationId": "event"}, "get": {"operationId": "verify"}, "put": {}},
                           "/api/v1/activities/{id}": {"get": {"operationId": "read"}}},
                 "components": {"schemas": {"ProviderHook": {"type": "object"}}}}
                """);
        await().until(() -> has("ProviderHook"));

        String hook = "paths.'/api/v1/activities/webhooks/{provider}/{secret}'.";
        given().get("/openapi")
                .then()
                .body(hook + "post.security.size()", equalTo(0))
                .body(hook + "get.security.size()", equalTo(0))
                .body(hook + "put.security", nullValue())
                .body("paths.'/api/v1/activities/{id}'.get.security", nullValue());
    }

    @Test
    void documentThatIsKnownIsNotSentAgain() {
        String tag =
                given().header("Accept-Encoding", "identity").get("/openapi").header("ETag");

        given().header("Accept-Encoding", "identity")
                .header("If-None-Match", "\"other\", " + tag)
                .get("/openapi")
                .then()
                .statusCode(304)
                .header("ETag", tag)
                .header("Cache-Control", "no-cache")
                .body(equalTo(""));
    }

    @Test
    void documentIsCompressedForWhoTakesIt() {
        String tag = given().config(plain())
                .header("Accept-Encoding", "gzip")
                .get("/openapi")
                .then()
                .statusCode(200)
                .header("Content-Encoding", "gzip")
                .header("Vary", "Accept-Encoding")
                .extract()
                .header("ETag");

        assertEquals(true, tag.endsWith("-gzip\""), tag);
        given().config(plain())
                .header("Accept-Encoding", "gzip")
                .header("If-None-Match", tag)
                .get("/openapi")
                .then()
                .statusCode(304)
                .header("ETag", tag);
    }

    @Test
    void changedDocumentHasAnotherTag() {
        serve(TRAINING, """
                {"openapi": "3.1.0", "components": {"schemas": {"TaggedBefore": {"type": "object"}}}}
                """);
        await().until(() -> has("TaggedBefore"));
        String before = given().get("/openapi").header("ETag");
        serve(TRAINING, """
                {"openapi": "3.1.0", "components": {"schemas": {"TaggedAfter": {"type": "object"}}}}
                """);
        await().until(() -> has("TaggedAfter"));

        given().header("If-None-Match", before).get("/openapi").then().statusCode(200);
    }

    @Test
    void serviceThatIsDownKeepsItsPart() {
        serve(TRAINING, """
                {"openapi": "3.1.0", "paths": {},
                 "components": {"schemas": {"KeptWhileDown": {"type": "object"}}}}
                """);
        await().until(() -> has("KeptWhileDown"));
        TRAINING.stop();
        try {
            await().until(() -> "down".equals(given().get("/status").path("services.training.status")));

            assertEquals("object", document().getString("components.schemas.KeptWhileDown.type"));
        } finally {
            TRAINING.start();
        }
    }

    @Test
    void changedDocumentIsSeen() {
        serve(TRAINING, """
                {"openapi": "3.1.0", "components": {"schemas": {"Before": {"type": "object"}}}}
                """);
        await().until(() -> has("Before"));
        serve(TRAINING, """
                {"openapi": "3.1.0", "components": {"schemas": {"After": {"type": "object"}}}}
                """);

        await().until(() -> has("After") && !has("Before"));
    }

    @Test
    void nonsenseChangesNothing() {
        serve(TRAINING, """
                {"openapi": "3.1.0", "components": {"schemas": {"Good": {"type": "object"}}}}
                """);
        await().until(() -> has("Good"));
        for (String nonsense : new String[] {"<html>", "[]", "{}", "{\"openapi\": \"3.1.0\", \"paths\": [7]}", ""}) {
            int before = TRAINING.received("/q/openapi").size();
            serve(TRAINING, nonsense);
            await().until(() -> TRAINING.received("/q/openapi").size() > before + 4);

            assertEquals("object", document().getString("components.schemas.Good.type"), nonsense);
        }
    }

    @Test
    void readerIsServedWithEverythingItNeeds() {
        String page = given().get("/docs/")
                .then()
                .statusCode(200)
                .contentType("text/html")
                .header("Content-Security-Policy", containsString("default-src 'self'"))
                .body(containsString("url: '/openapi'"))
                .extract()
                .asString();

        for (String part : new String[] {
            "swagger-ui.css", "swagger-ui-bundle.js", "swagger-ui-standalone-preset.js", "style.css", "favicon.ico"
        }) {
            assertEquals(true, page.contains(part), part);
            given().get("/docs/" + part).then().statusCode(200);
        }
    }

    @Test
    void readerIsFoundWithoutASlash() {
        given().redirects().follow(false).get("/docs").then().statusCode(302).header("Location", "/docs/");
    }

    private static void serve(StubService service, String document) {
        service.on("/q/openapi", request -> request.answer(200, document, "Content-Type: application/json"));
    }

    /** As it comes: otherwise the client unpacks it, and forgets that it was packed. */
    private static RestAssuredConfig plain() {
        return RestAssuredConfig.config()
                .decoderConfig(DecoderConfig.decoderConfig().noContentDecoders());
    }

    private static boolean has(String schema) {
        Map<String, Object> schemas = document().getMap("components.schemas");
        return schemas != null && schemas.containsKey(schema);
    }

    private static JsonPath document() {
        return given().get("/openapi").jsonPath();
    }
}

package dev.trainyard.kit;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.not;

import dev.trainyard.testkit.TestUser;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ManagementTest {

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @Test
    void probesAreUp() {
        for (String probe : new String[] {"live", "ready", "started"}) {
            given().get(management.resolve("/q/health/" + probe))
                    .then()
                    .statusCode(200)
                    .body("status", equalTo("UP"));
        }
    }

    @Test
    void readinessIsAboutTheOwnDatabaseAndStoppingAlone() {
        given().get(management.resolve("/q/health/ready"))
                .then()
                .body("checks.name", containsInAnyOrder("database", "Graceful Shutdown"))
                .body("checks.find { it.name == 'database' }.data.migrated", equalTo(true));
    }

    @Test
    void statsShowThePool() {
        given().get(management.resolve("/monitoring/stats"))
                .then()
                .statusCode(200)
                .body("service", equalTo("note-service"))
                .body("database.answering", equalTo(true))
                .body("database.pool.max", equalTo(10))
                .body("database.pool.idle", greaterThanOrEqualTo(0));
    }

    @Test
    void metricsHaveThePoolAndTheRequests() {
        TestUser.fresh().request().get("/api/v1/notes");
        given().get(management.resolve("/metrics"))
                .then()
                .statusCode(200)
                .body(containsString("agroal_active_count"))
                .body(containsString("http_server_requests_seconds"))
                .body(containsString("trainyard_requests_in_flight"));
    }

    @Test
    void openApiNamesTheTokenAndTheResources() {
        given().get(management.resolve("/q/openapi?format=json"))
                .then()
                .statusCode(200)
                .body("paths.'/api/v1/notes'.post.security", not(equalTo(null)))
                .body("components.securitySchemes", not(equalTo(null)))
                .body("components.schemas.Problem.properties.type", not(equalTo(null)))
                .body(
                        "paths.'/api/v1/notes'.post.responses.default.content.'application/problem+json'.schema.'$ref'",
                        equalTo("#/components/schemas/Problem"));
    }
}

package dev.trainyard.training;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ManagementTest {

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @Test
    void serviceIsReady() {
        given().get(management.resolve("/q/health/ready"))
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"));
    }

    @Test
    void serviceIsKnownByItsName() {
        given().get(management.resolve("/monitoring/stats")).then().body("service", equalTo("training-service"));
    }

    @Test
    void openApiDescribesWhatLoadsAreMadeOf() {
        given().get(management.resolve("/q/openapi?format=json"))
                .then()
                .statusCode(200)
                .body("paths.'/api/v1/athlete'.keySet()", hasItems("get", "put"))
                .body("paths.'/api/v1/athlete/heart-rates'.keySet()", hasItems("get"))
                .body("paths.'/api/v1/athlete/heart-rates/{effectiveFrom}'.keySet()", hasItems("get", "put", "delete"))
                .body(
                        "paths.'/api/v1/athlete'.put.responses.'200'.content.'application/json'.schema.$ref",
                        endsWith("/AthleteView"))
                .body(
                        "paths.'/api/v1/activities:batch'.post.responses.'201'.content.'application/json'.schema.$ref",
                        endsWith("/RecordedBatch"))
                .body(
                        "paths.'/api/v1/activities/{id}/load/explain'.get.responses.'200'.content.'application/json'.schema.$ref",
                        endsWith("/ActivityLoadExplanation"))
                .body("components.schemas.LoadMetric.enum", hasItems("trimp", "load_miles"));
    }

    @Test
    void openApiDescribesActivities() {
        given().get(management.resolve("/q/openapi?format=json"))
                .then()
                .statusCode(200)
                .body("paths", hasKey("/api/v1/activities"))
                .body(
                        "paths.'/api/v1/activities'.post.responses.'201'.content.'application/json'.schema.$ref",
                        endsWith("/ActivityView"))
                .body(
                        "paths.'/api/v1/activities'.get.parameters.name",
                        hasItems("from", "to", "type", "limit", "cursor"))
                .body("paths.'/api/v1/activities/{id}'.keySet()", hasItems("get", "patch", "delete"))
                .body(
                        "components.schemas.ActivityDraft.required",
                        containsInAnyOrder("type", "startedAt", "durationSeconds"))
                .body("components.schemas.ActivityType.enum", hasItems("run", "strength"));
    }
}

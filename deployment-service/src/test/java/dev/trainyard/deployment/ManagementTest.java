package dev.trainyard.deployment;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

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
        given().get(management.resolve("/monitoring/stats")).then().body("service", equalTo("deployment-service"));
    }

    @Test
    void openApiDescribesWorkflows() {
        given().get(management.resolve("/q/openapi?format=json"))
                .then()
                .statusCode(200)
                .body(
                        "paths.'/api/v1/workflows'.post.responses.'201'.content.'application/json'.schema.$ref",
                        endsWith("/WorkflowView"))
                .body("paths.'/api/v1/workflows'.get.parameters.name", hasItems("name", "limit", "cursor"))
                .body("paths.'/api/v1/workflows/{id}'.keySet()", hasItems("get", "put", "delete"))
                .body("paths", hasKey("/api/v1/workflows/{id}/duplicate"))
                .body("components.schemas.WorkflowDraft.required", contains("definition"))
                .body("components.schemas.WorkflowDraft.properties.definition.type", equalTo("object"))
                .body("components.schemas.WorkflowView.properties.definition.type", equalTo("object"))
                .body("components.schemas", not(hasKey("JsonNode")))
                .body("components.schemas.WorkflowSummary.properties", not(hasKey("definition")));
    }
}

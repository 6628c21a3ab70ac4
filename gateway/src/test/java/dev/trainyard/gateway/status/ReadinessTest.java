package dev.trainyard.gateway.status;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.trainyard.gateway.stub.GatewayUnderTest;
import dev.trainyard.gateway.stub.StubService;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ReadinessTest {

    @TestHTTPResource(value = "/health", management = true)
    URI health;

    @ParameterizedTest
    @ValueSource(strings = {"/live", "/ready", "/started"})
    void probesAreUp(String probe) {
        given().get(health + probe).then().statusCode(200).body("status", equalTo("UP"));
    }

    @Test
    void gatewayIsReadyWhateverTheServicesDo() {
        List<StubService> services = List.of(
                GatewayUnderTest.WORKOUT,
                GatewayUnderTest.TRAINING,
                GatewayUnderTest.DEPLOYMENT,
                GatewayUnderTest.QUIZ,
                GatewayUnderTest.FRAGILE,
                GatewayUnderTest.LEFT_TWIN,
                GatewayUnderTest.RIGHT_TWIN);
        services.forEach(StubService::stop);
        try {
            await().until(() -> "down".equals(given().get("/status").path("status")));

            given().get(health + "/ready").then().statusCode(200).body("status", equalTo("UP"));
        } finally {
            services.forEach(StubService::start);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health", "/q/health/ready", "/metrics", "/q/swagger-ui", "/q/openapi", "/q/dev"})
    void managementOfTheGatewayIsNotOnItsPublicPort(String path) {
        given().get(path).then().statusCode(404).body("type", equalTo("urn:problem:not-found"));
    }
}

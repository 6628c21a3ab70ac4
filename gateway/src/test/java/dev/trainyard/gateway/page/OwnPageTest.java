package dev.trainyard.gateway.page;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class OwnPageTest {

    @ParameterizedTest
    @CsvSource({"POST,/status", "PUT,/status", "DELETE,/status", "POST,/openapi", "PATCH,/openapi", "DELETE,/openapi"})
    void pageCanOnlyBeRead(String method, String path) {
        given().body("x".repeat(10_000))
                .request(method, path)
                .then()
                .statusCode(405)
                .header("Allow", "GET, HEAD")
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem:method-not-allowed"));
    }
}

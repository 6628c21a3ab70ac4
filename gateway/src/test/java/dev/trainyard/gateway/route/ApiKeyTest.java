package dev.trainyard.gateway.route;

import static dev.trainyard.gateway.stub.GatewayUnderTest.DEPLOYMENT;
import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.gateway.stub.RawClient;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ApiKeyTest {

    private static final String KEY = "tyk_qDp0R8hq7Yh2u5mQd7o3mB1vP0sX9t4kJcVn6aW8e2I";
    private static final String ID = "0198c0de-0000-4000-8000-000000000000";
    private static final String INVOKE = "/api/v1/deployments/" + ID + "/invoke";

    @TestHTTPResource
    URI gateway;

    @ParameterizedTest
    @CsvSource({
        "POST, /api/v1/deployments/" + ID + "/invoke",
        "POST, /api/v1/invocations/" + ID + "/cancel",
        "GET, /api/v1/invocations/" + ID,
        "GET, /api/v1/invocations/" + ID + "/steps"
    })
    void keyPassesWhereKeysMay(String method, String path) {
        int before = DEPLOYMENT.received(path).size();
        given().header("X-Api-Key", KEY).request(method, path).then().statusCode(200);

        assertEquals(before + 1, DEPLOYMENT.received(path).size());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/deployments/" + ID + "/invoke",
        "PUT, /api/v1/deployments/" + ID + "/invoke",
        "GET, /api/v1/deployments",
        "GET, /api/v1/deployments/" + ID,
        "POST, /api/v1/deployments/" + ID + "/pause",
        "DELETE, /api/v1/deployments/" + ID,
        "DELETE, /api/v1/invocations/" + ID,
        "GET, /api/v1/invocations",
        "GET, /api/v1/api-keys",
        "GET, /api/v1/workflows",
        "POST, /api/v1/workouts"
    })
    void keyOpensNothingElse(String method, String path) {
        int before = DEPLOYMENT.received().size();
        given().header("X-Api-Key", KEY).request(method, path).then().statusCode(401);

        assertEquals(before, DEPLOYMENT.received().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/deployments//invoke",
                "/api/v1/deployments/*/invoke",
                "/api/v1/deployments/../invoke",
                "/api/v1/deployments/a/../a/invoke",
                "/api/v1/deployments/%61/invoke",
                "/api/v1/deployments/a%2finvoke",
                "/api/v1/deployments/a/invoke/",
                "/api/v1/deployments/a/Invoke",
                "/api/v1/deployments/a/invoke;b=c",
                "/api/v1/deployments/a/b/invoke"
            })
    void keyPassesNoOtherSpelling(String target) throws Exception {
        int before = DEPLOYMENT.received().size();
        try (RawClient client = new RawClient(gateway.getPort())) {
            String answer = client.send(RawClient.request(
                            "POST " + target, "X-Api-Key: " + KEY, "Content-Length: 0", "Connection: close"))
                    .readAll();

            assertTrue(answer.matches("(?s)HTTP/1\\.1 (400|401|404) .*"), target + ": " + answer);
        }
        assertEquals(before, DEPLOYMENT.received().size());
    }

    @Test
    void keyBesideATokenDoesNotReplaceIt() {
        given().header("X-Api-Key", KEY)
                .header("Authorization", "Bearer rubbish")
                .post(INVOKE)
                .then()
                .statusCode(401);
    }

    @Test
    void twoKeysAreNone() {
        given().header("X-Api-Key", KEY, KEY).post(INVOKE).then().statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "tyk_ä", "\"tyk\""})
    void whatCannotBeAKeyIsNone(String key) {
        given().header("X-Api-Key", key).post(INVOKE).then().statusCode(401);
    }
}

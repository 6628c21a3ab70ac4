package dev.trainyard.kit;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.trainyard.testkit.TestUser;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** More requests at once than the service takes. */
@QuarkusTest
@TestProfile(OverloadTest.OneAtATime.class)
class OverloadTest {

    public static final class OneAtATime implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("trainyard.request.max-in-flight", "1");
        }
    }

    @TestHTTPResource(value = "/", management = true)
    URI management;

    private final TestUser ada = TestUser.fresh();

    @Test
    void requestTooManyIsRefusedAtOnceAndTheNextIsNot() throws Exception {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Response> first =
                    executor.submit((Callable<Response>) () -> ada.request().get("/api/v1/notes/sleep/3"));
            await().untilAsserted(() ->
                    given().get(management.resolve("/monitoring/stats")).then().body("requestsInFlight", equalTo(1)));

            ada.request()
                    .get("/api/v1/notes")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "1")
                    .body("type", equalTo("urn:problem:overloaded"));
            given().get(management.resolve("/q/health/ready")).then().statusCode(200);
            given().get(management.resolve("/metrics")).then().body(containsString("status=\"503\",uri=\"/refused\""));
            first.get().then().statusCode(200);
            ada.request().get("/api/v1/notes").then().statusCode(200);
        }
    }
}

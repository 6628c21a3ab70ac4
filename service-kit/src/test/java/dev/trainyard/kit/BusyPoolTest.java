package dev.trainyard.kit;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.trainyard.testkit.TestUser;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A pool without a free connection: the service is busy, not broken. */
@QuarkusTest
@TestProfile(BusyPoolTest.SmallPool.class)
class BusyPoolTest {

    public static final class SmallPool implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "trainyard.database.max-connections", "2", "quarkus.datasource.jdbc.acquisition-timeout", "1S");
        }
    }

    @TestHTTPResource(value = "/", management = true)
    URI management;

    private final TestUser ada = TestUser.fresh();

    @Test
    void requestThatGetsNoConnectionIsToldToComeBackWhileReadinessStaysUp() throws Exception {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Response>> holders = IntStream.range(0, 2)
                    .mapToObj(i -> executor.submit(
                            (Callable<Response>) () -> ada.request().get("/api/v1/notes/sleep/4")))
                    .toList();
            await().untilAsserted(() -> given().get(management.resolve("/monitoring/stats"))
                    .then()
                    .body("database.pool.active", equalTo(2)));

            ada.request()
                    .get("/api/v1/notes")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", notNullValue())
                    .body("type", equalTo("urn:problem:pool-exhausted"));
            given().get(management.resolve("/q/health/ready")).then().statusCode(200);
            for (Future<Response> holder : holders) {
                holder.get().then().statusCode(200);
            }
        }
    }
}

package dev.trainyard.gateway.route;

import static dev.trainyard.gateway.stub.GatewayUnderTest.WORKOUT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.gateway.stub.RawClient;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The management paths of services, in every spelling that we could think of. */
@QuarkusTest
class HiddenPathTest {

    @TestHTTPResource
    URI gateway;

    static Stream<String> spellings() {
        Stream<String> direct = Stream.of(
                "/q",
                "/q/",
                "/q/health",
                "/q/health/ready",
                "/Q/health",
                "/q/openapi",
                "/q/metrics",
                "/metrics",
                "/METRICS",
                "/monitoring",
                "/monitoring/stats",
                "//q/health",
                "/./q/health",
                "/../q/health",
                "/%71/health",
                "/q%2fhealth",
                "/%2fq/health",
                "\\q\\health",
                "/q;/health",
                "/;/q/health",
                "/q/health?x",
                "/workout/q/health",
                "/workout-service:9000/q/health",
                "http://workout-service:9000/q/health",
                "http:///q/health",
                "/api/q/health",
                "/api/v1/q/health");
        Stream<String> below = Stream.of(
                        "/..",
                        "/../../..",
                        "/../../../..",
                        "/%2e%2e/%2e%2e/%2e%2e",
                        "/%2E%2E/%2e./.%2e",
                        "%2f..%2f..%2f..",
                        "/..%2f..%2f..",
                        "/..%5c..%5c..",
                        "\\..\\..\\..",
                        "/%252e%252e/%252e%252e/%252e%252e",
                        "/..%252f..%252f..",
                        "/..;/..;/..",
                        "/..;a=b/..;a=b/..",
                        "/;/../../..",
                        "/.%00./.%00./..",
                        "/..%00/..%00/..",
                        "/%c0%ae%c0%ae/%c0%ae%c0%ae/%c0%ae%c0%ae",
                        "/%e0%80%ae%e0%80%ae/..",
                        "/%u002e%u002e/..",
                        "/\u00e9/../../..",
                        "/....//....//....",
                        "/x/../../../..",
                        "/.../...",
                        "//..//..//..",
                        "?/../../..",
                        "#/../../..",
                        "%23/../../..",
                        "%3f/../../..",
                        "%0d%0a",
                        "%20/../../..")
                .flatMap(climb -> Stream.of("/q/health/ready", "/metrics", "/monitoring/stats")
                        .map(target -> "/api/v1/workouts" + climb + target));
        return Stream.concat(direct, below);
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void managementPathReachesNoService(String path) throws Exception {
        int before = WORKOUT.received().size();
        try (RawClient client = new RawClient(gateway.getPort())) {
            String answer = client.send(
                            RawClient.request("GET " + path, RawClient.authorization(), "Connection: close"))
                    .readAll();

            boolean isQueryOfAnOrdinaryPath = path.startsWith("/api/v1/workouts?");
            assertTrue(answer.startsWith(isQueryOfAnOrdinaryPath ? "HTTP/1.1 200 " : "HTTP/1.1 4"), answer);
            assertEquals(
                    before + (isQueryOfAnOrdinaryPath ? 1 : 0),
                    WORKOUT.received().size());
        }
    }
}

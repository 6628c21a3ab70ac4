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
import org.junit.jupiter.params.provider.ValueSource;

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
                "/api/v1/q/health",
                "//q//health",
                "/.//q/health",
                "/q/./health",
                "/q/../q/health",
                "/q/%68ealth",
                "/%51/health",
                "/q%00/health",
                "/q%20/health",
                "/q%09/health",
                "/q/health%00.json",
                "/q\u0000/health",
                "/q\t/health",
                "/%u0071/health",
                "/%71%2fhealth",
                "/%2571/health",
                "/\u00ffq/health",
                "/api/v1/../q/health",
                "/api/v1/../../q/health",
                "/api/v1/;/../../q/health",
                "/API/V1/WORKOUTS",
                "/api/v1/Workouts",
                "/api//v1/workouts",
                "/api/v1//workouts",
                "/api/v1/workouts//",
                "/api/v1/workouts;x",
                "/api/v1/workouts%3bx",
                "/api/v1/workouts%2f..%2fq",
                "/api/v1/workouts\\..\\q",
                "/api/v1/workoutsx/../../../q/health",
                "http://127.0.0.1:9000/q/health",
                "http://gateway:9000/api/v1/workouts",
                "https://gateway/api/v1/workouts",
                "gateway:9000/q/health",
                "*",
                "?/q/health",
                "q/health",
                "../q/health",
                "%2fq%2fhealth");
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
                        "%20/../../..",
                        "/%2e%2e%2f%2e%2e%2f%2e%2e",
                        "/%2e%2e;/%2e%2e;/%2e%2e;",
                        "/.;/..;/..;/..",
                        "/%f0%80%80%ae%f0%80%80%ae/..",
                        "/%c1%9c..%c1%9c..",
                        "/%ef%bc%8f..%ef%bc%8f../..",
                        "/%bg%qf/..",
                        "/..\t/..\t/..",
                        "/..%09/..%09/..",
                        "/%00/../../..",
                        "/x%2f%2e%2e%2f..")
                .flatMap(climb -> Stream.of("/q/health/ready", "/metrics", "/monitoring/stats")
                        .map(target -> "/api/v1/workouts" + climb + target));
        return Stream.concat(direct, below);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "workout-service:9000",
                "127.0.0.1:9000",
                "localhost/q/health",
                "gateway/../q",
                "gateway#",
                "gateway?x",
                "a@gateway",
                "gateway, elsewhere",
                "gateway elsewhere",
                "[::1",
                "gateway:99999999"
            })
    void noHostLeadsToAManagementPath(String host) throws Exception {
        int before = WORKOUT.received().size();
        try (RawClient client = new RawClient(gateway.getPort())) {
            String answer = client.send("GET /q/health/ready HTTP/1.1\r\nHost: " + host + "\r\n"
                            + RawClient.authorization() + "\r\nConnection: close\r\n\r\n")
                    .readAll();

            assertTrue(answer.matches("(?s)HTTP/1\\.[01] 4.*"), answer);
            assertEquals(before, WORKOUT.received().size());
        }
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
            assertTrue(
                    answer.matches(isQueryOfAnOrdinaryPath ? "(?s)HTTP/1\\.1 200 .*" : "(?s)HTTP/1\\.[01] 4.*"),
                    answer);
            assertEquals(
                    before + (isQueryOfAnOrdinaryPath ? 1 : 0),
                    WORKOUT.received().size());
        }
    }
}

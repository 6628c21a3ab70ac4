package dev.trainyard.gateway;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.gateway.stub.GatewayProcess;
import dev.trainyard.gateway.stub.LiveService;
import dev.trainyard.gateway.stub.RawClient;
import dev.trainyard.gateway.stub.TestTokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sockets in numbers, and an issuer out of reach, with the limits of production. */
@Tag("process")
class WireIT {

    private static final int SOCKETS = 500;

    @Test
    void fiveHundredIdleSocketsNeedLittleMemory() throws Exception {
        LiveService live = new LiveService();
        List<RawClient> clients = new ArrayList<>();
        try (GatewayProcess gateway = started(live.start(), "-Xmx40m")) {
            for (int i = 0; i < SOCKETS; i++) {
                RawClient client = new RawClient(gateway.port());
                clients.add(client);
                String answer = client.send(RawClient.request(
                                "GET /api/v1/live/echo",
                                RawClient.authorization(),
                                "Upgrade: websocket",
                                "Connection: Upgrade",
                                "Sec-WebSocket-Version: 13",
                                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="))
                        .readHead();
                assertTrue(answer.startsWith("HTTP/1.1 101 "), answer);
            }

            given().get("http://127.0.0.1:" + gateway.port() + "/status").then().statusCode(200);
            for (RawClient client : clients) {
                client.close();
            }
            await().until(() -> LiveService.OPEN.get() == 0);
        } finally {
            live.stop();
        }
    }

    @Test
    void tokensCannotBeJudgedWhileNoKeyIsKnown() throws Exception {
        // Nothing listens there, on any machine of ours.
        try (GatewayProcess gateway = started(Map.of("trainyard.identity.jwks", "http://127.0.0.1:1/jwks"))) {
            given().header("Authorization", "Bearer " + TestTokens.good())
                    .get("http://127.0.0.1:" + gateway.port() + "/api/v1/workouts")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "5")
                    .body("type", equalTo("urn:problem:identity-unavailable"));
        }
    }

    private static GatewayProcess started(Map<String, String> settings, String... jvmOptions) throws Exception {
        List<String> options = new ArrayList<>(List.of(jvmOptions));
        settings.forEach((key, value) -> options.add("-D" + key + "=" + value));
        GatewayProcess gateway = GatewayProcess.start(Map.of(), options.toArray(String[]::new));
        await().atMost(Duration.ofMinutes(2)).until(gateway::isListening);
        return gateway;
    }
}

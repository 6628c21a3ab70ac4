package dev.trainyard.gateway.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.gateway.stub.RawClient;
import dev.trainyard.gateway.stub.WireProfile;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(WireProfile.class)
class SocketLogTest {

    @TestHTTPResource
    URI gateway;

    @Test
    void socketThatHasClosedWasForwarded() throws Exception {
        try (AccessLines lines = new AccessLines()) {
            assertTrue(handshake().startsWith("HTTP/1.1 101 "));

            JsonObject line = lines.awaited("socket-1");
            assertEquals("forwarded", line.getString("outcome"));
            assertEquals(101, line.getInteger("status"));
            assertEquals("/api/v1/live", line.getString("route"));
        }
    }

    private String handshake() throws Exception {
        try (RawClient client = new RawClient(gateway.getPort())) {
            return client.send(RawClient.request(
                            "GET /api/v1/live/leaves",
                            RawClient.authorization(),
                            "Upgrade: websocket",
                            "Connection: Upgrade",
                            "Sec-WebSocket-Version: 13",
                            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                            "X-Request-Id: socket-1"))
                    .readHead();
        }
    }
}

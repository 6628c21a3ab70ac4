package dev.trainyard.kit;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** More large bodies at once than there is room for on the disk. */
@QuarkusTest
@TestProfile(UploadRoomTest.RoomForOne.class)
class UploadRoomTest {

    private static final int SIZE = 600_000;

    public static final class RoomForOne implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("trainyard.request.large-bodies-at-once", "1M");
        }
    }

    private final TestUser ada = TestUser.fresh();

    @Test
    void bodyThatThereIsNoRoomForIsRefusedBeforeItIsReadAndTheNextIsNot() throws Exception {
        try (Socket _ = beginToSend()) {
            Awaitility.await().untilAsserted(() -> {
                try (Socket second = beginToSend()) {
                    String answer = answer(second);
                    assertThat(answer, containsString("HTTP/1.1 503"));
                    assertThat(answer, containsString("Retry-After: 5"));
                    assertThat(answer, containsString("\"urn:problem:overloaded\""));
                }
            });
            ada.request().get("/api/v1/notes").then().statusCode(200);
        }
        // What was cut off takes no room any more.
        Awaitility.await()
                .untilAsserted(() -> ada.request()
                        .contentType("text/csv")
                        .body("a".repeat(SIZE))
                        .post("/api/v1/uploads")
                        .then()
                        .statusCode(200));
    }

    /** A request whose body never comes; one that is let in is answered by nothing. */
    private Socket beginToSend() throws IOException {
        Socket socket = new Socket("localhost", RestAssured.port);
        socket.setSoTimeout(1_000);
        OutputStream out = socket.getOutputStream();
        out.write(("POST /api/v1/uploads HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + ada.token()
                        + "\r\nContent-Type: text/csv\r\nContent-Length: " + SIZE + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return socket;
    }

    /** Up to the end of its JSON; empty when there is none, since the request was let in. */
    private static String answer(Socket socket) throws IOException {
        StringBuilder answer = new StringBuilder();
        try {
            InputStream in = socket.getInputStream();
            for (int c = in.read(); c >= 0; c = in.read()) {
                answer.append((char) c);
                if (c == '}') {
                    break;
                }
            }
        } catch (SocketTimeoutException letIn) {
            return "";
        }
        return answer.toString();
    }
}

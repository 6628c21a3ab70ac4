package dev.trainyard.gateway.route;

import static dev.trainyard.gateway.stub.GatewayUnderTest.WORKOUT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.gateway.stub.Conversation;
import dev.trainyard.gateway.stub.RawClient;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Good requests, damaged at random in ways that parsers disagree on. */
@QuarkusTest
class FuzzTest {

    private static final String PREFIX = "/api/v1/workouts/fuzzed";
    private static final int REQUESTS = Integer.getInteger("trainyard.fuzz.requests", 3_000);
    /** How long an answer is waited for; a damaged request may well be one that has not ended yet. */
    private static final int PATIENCE_MILLIS = 100;

    private static final int AT_ONCE = 4;

    private static final List<String> POISON = List.of(
            "\r",
            "\n",
            "\r\n",
            "\r\n ",
            "\r\n\t",
            "\r\n\r\n",
            "\0",
            "\t",
            "\u000b",
            " ",
            "  ",
            ":",
            ";",
            ",",
            "/",
            "..",
            "%",
            "%2f",
            "%2e",
            "%00",
            "\\",
            "#",
            "?",
            "\u007f",
            "\u0085",
            "\u00ff",
            "\"",
            "0",
            "-1",
            "+",
            "0x",
            "HTTP/1.1",
            "Content-Length: 5\r\n",
            "Content-Length: 0\r\n",
            "Transfer-Encoding: chunked\r\n",
            "Transfer-Encoding: identity\r\n",
            "Host: elsewhere\r\n",
            "Connection: Content-Length\r\n",
            "Expect: 100-continue\r\n",
            "Upgrade: h2c\r\n",
            "GET /api/v1/workouts/fuzzed/smuggled HTTP/1.1\r\n");

    @TestHTTPResource
    URI gateway;

    @Test
    void damagedRequestsAreAnsweredProperlyOrNotAtAll() throws Exception {
        long seed = Long.getLong("trainyard.fuzz.seed", System.nanoTime());
        String again = "again with -Dtrainyard.fuzz.seed=" + seed;
        List<byte[]> requests = damaged(new Random(seed));
        List<Callable<String>> senders = requests.stream()
                .map(request -> (Callable<String>) () -> answerTo(request))
                .toList();

        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<String>> answers = threads.invokeAll(senders);
            for (int i = 0; i < answers.size(); i++) {
                String answer = answers.get(i).get();
                String sent = new String(requests.get(i), StandardCharsets.ISO_8859_1);
                assertTrue(
                        answer.isEmpty() || answer.matches("(?s)\\S+ [1-4][0-9][0-9] .*"),
                        () -> again + "\n" + sent + "\n→ " + answer);
            }
        }
        WORKOUT.received().forEach(request -> assertUnambiguous(request, again));
    }

    /** Whatever reaches a service can be read in one way only. */
    private static void assertUnambiguous(Conversation request, String again) {
        assertTrue(
                Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
                        .contains(request.method()),
                again);
        assertTrue(PathSpelling.isPlain(request.path()), () -> request.path() + " " + again);
        assertTrue(request.target().chars().allMatch(c -> c > ' ' && c != 0x7F && c != '#'), again);
        assertEquals(1, request.header("Host").size(), again);
        assertTrue(request.header("Content-Length").size() <= 1, again);
        assertFalse(
                !request.header("Content-Length").isEmpty()
                        && !request.header("Transfer-Encoding").isEmpty(),
                again);
    }

    private static List<byte[]> damaged(Random random) {
        List<String> good = List.of(
                RawClient.request(
                        "GET " + PREFIX + "?q=1", RawClient.authorization(), "Accept: */*", "Connection: close"),
                RawClient.post(PREFIX, "Content-Length: 5", "Connection: close") + "hello",
                RawClient.post(PREFIX, "Transfer-Encoding: chunked", "Connection: close") + "5\r\nhello\r\n0\r\n\r\n");
        List<byte[]> requests = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            byte[] request = good.get(random.nextInt(good.size())).getBytes(StandardCharsets.ISO_8859_1);
            for (int damages = 1 + random.nextInt(3); damages > 0; damages--) {
                request = damage(request, random);
            }
            requests.add(request);
        }
        return requests;
    }

    private static byte[] damage(byte[] request, Random random) {
        int at = random.nextInt(request.length);
        int length = Math.min(random.nextInt(20), request.length - at);
        return switch (random.nextInt(5)) {
            case 0 ->
                splice(request, at, 0, POISON.get(random.nextInt(POISON.size())).getBytes(StandardCharsets.ISO_8859_1));
            case 1 ->
                splice(request, at, 1, POISON.get(random.nextInt(POISON.size())).getBytes(StandardCharsets.ISO_8859_1));
            case 2 -> splice(request, at, 1, new byte[] {(byte) random.nextInt(256)});
            case 3 -> splice(request, at, length, new byte[0]);
            default -> splice(request, at, 0, Arrays.copyOfRange(request, at, at + length));
        };
    }

    private static byte[] splice(byte[] bytes, int at, int removed, byte[] added) {
        ByteArrayOutputStream spliced = new ByteArrayOutputStream();
        spliced.write(bytes, 0, at);
        spliced.writeBytes(added);
        spliced.write(bytes, at + removed, bytes.length - at - removed);
        return spliced.size() == 0 ? new byte[1] : spliced.toByteArray();
    }

    private String answerTo(byte[] request) {
        try (RawClient client = new RawClient(gateway.getPort(), PATIENCE_MILLIS)) {
            return client.send(request).readHead();
        } catch (IOException silent) {
            // It waits for the rest, or has closed the connection.
            return "";
        }
    }
}

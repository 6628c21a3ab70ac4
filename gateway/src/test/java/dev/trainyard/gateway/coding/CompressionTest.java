package dev.trainyard.gateway.coding;

import static dev.trainyard.gateway.stub.GatewayUnderTest.WORKOUT;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.trainyard.gateway.stub.RawClient;
import dev.trainyard.gateway.stub.TestTokens;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class CompressionTest {

    private static final int MEGABYTE = 1024 * 1024;
    private static final String LONG = "{\"sets\":[" + "\"squat\",".repeat(1_000) + "0]}";
    private static final String JSON = "Content-Type: application/json";

    @TestHTTPResource
    URI gateway;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json;charset=UTF-8",
                "Application/JSON",
                "application/problem+json",
                "text/csv"
            })
    void longTextIsCompressed(String type) throws Exception {
        serve("/api/v1/workouts/long", LONG, "Content-Type: " + type);

        Answer answer = get("/api/v1/workouts/long", "Accept-Encoding: gzip");

        assertEquals("gzip", answer.header("content-encoding"));
        assertEquals("Accept-Encoding", answer.header("vary"));
        assertTrue(answer.body().length() < LONG.length() / 10, answer.head());
        assertEquals(LONG, unzipped(answer.body()));
    }

    static Stream<Arguments> plain() {
        return Stream.of(
                arguments("GET", "200", "gzip", LONG.substring(0, 1_023), JSON),
                arguments("GET", "200", "br", LONG, JSON),
                arguments("GET", "200", "gzip;q=0", LONG, JSON),
                arguments("GET", "200", "gzip", LONG, "Content-Type: image/png"),
                arguments("GET", "200", "gzip", LONG, "X-No-Type: 1"),
                arguments("GET", "200", "gzip", LONG, JSON + "\r\nContent-Encoding: br"),
                arguments("GET", "200", "gzip", LONG, JSON + "\r\nCache-Control: no-transform"),
                arguments("GET", "206", "gzip", LONG, JSON + "\r\nContent-Range: bytes 0-1/2"));
    }

    @ParameterizedTest
    @MethodSource("plain")
    void otherAnswersStayAsTheyAre(String method, String status, String accepted, String body, String headers)
            throws Exception {
        WORKOUT.on(
                "/api/v1/workouts/plain",
                request -> request.answer(Integer.parseInt(status), body, headers.split("\r\n", -1)));

        Answer answer = get("/api/v1/workouts/plain", "Accept-Encoding: " + accepted);

        assertFalse("gzip".equals(answer.header("content-encoding")), answer.head());
        assertEquals(body, answer.body());
    }

    @Test
    void answerThatMightBeCompressedSaysSo() throws Exception {
        serve("/api/v1/workouts/varies", LONG, JSON, "Vary: Accept");

        Answer answer = get("/api/v1/workouts/varies");

        assertEquals("Accept, Accept-Encoding", answer.header("vary"));
        assertEquals(LONG, answer.body());
    }

    @Test
    void answerToHeadStaysAsItIs() throws Exception {
        serve("/api/v1/workouts/head-of-long", LONG, JSON);
        try (RawClient client = new RawClient(gateway.getPort())) {
            String head = client.send(RawClient.request(
                            "HEAD /api/v1/workouts/head-of-long", RawClient.authorization(), "Accept-Encoding: gzip"))
                    .readHead();
            String next = client.send(RawClient.get("/api/v1/workouts")).readHead();

            assertTrue(head.contains("Content-Length: " + LONG.length()), head);
            assertFalse(head.toLowerCase(Locale.ROOT).contains("content-encoding"), head);
            assertTrue(next.startsWith("HTTP/1.1 200 "), next);
        }
    }

    @Test
    void clientOfHttp10GetsItPlain() throws Exception {
        serve("/api/v1/workouts/old", LONG, JSON);
        try (RawClient client = new RawClient(gateway.getPort())) {
            String answer = client.send("GET /api/v1/workouts/old HTTP/1.0\r\nAccept-Encoding: gzip\r\n"
                            + RawClient.authorization() + "\r\n\r\n")
                    .readAll();

            assertTrue(answer.endsWith(LONG), answer);
        }
    }

    @Test
    void compressedAnswerHasATagOfItsOwn() throws Exception {
        serve("/api/v1/workouts/tagged", LONG, JSON, "ETag: \"7\"");
        serve("/api/v1/workouts/weakly-tagged", LONG, JSON, "ETag: W/\"7\"");

        assertEquals(
                "\"7-gzip\"",
                get("/api/v1/workouts/tagged", "Accept-Encoding: gzip").header("etag"));
        assertEquals("\"7\"", get("/api/v1/workouts/tagged").header("etag"));
        assertEquals(
                "W/\"7\"",
                get("/api/v1/workouts/weakly-tagged", "Accept-Encoding: gzip").header("etag"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"7\"", "\"7-gzip\""})
    void tagThatWasReadMayBeAskedAboutAndChanged(String tag) throws Exception {
        WORKOUT.on("/api/v1/workouts/conditional", request -> {
            boolean known = request.header("If-None-Match").equals(List.of("\"7\""))
                    && request.header("If-Match").equals(List.of("\"7\""));
            request.answer(known ? 304 : 412, "", "ETag: \"7\"");
        });

        given().header("Authorization", "Bearer " + TestTokens.good())
                .header("Accept-Encoding", "gzip")
                .header("If-None-Match", tag)
                .header("If-Match", tag)
                .get("/api/v1/workouts/conditional")
                .then()
                .statusCode(304)
                .header("ETag", tag);
    }

    @Test
    void streamIsCompressedAsItFlows() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        WORKOUT.on("/api/v1/workouts/flowing", request -> {
            request.write("HTTP/1.1 200 OK\r\n" + JSON + "\r\nTransfer-Encoding: chunked\r\n\r\n");
            request.writeChunk("[\"first\",");
            await().until(() -> seen.getCount() == 0);
            request.writeChunk("\"second\"]");
            request.writeChunk("");
        });
        try (Socket socket = connected("/api/v1/workouts/flowing");
                InputStream body = new GZIPInputStream(new Chunks(socket.getInputStream()))) {
            String first = new String(body.readNBytes(9), StandardCharsets.UTF_8);
            seen.countDown();
            String rest = new String(body.readAllBytes(), StandardCharsets.UTF_8);

            assertEquals("[\"first\",", first);
            assertEquals("\"second\"]", rest);
        }
    }

    @Test
    void fiftyMegabytesAreCompressedNoFasterThanTheyAreRead() throws Exception {
        byte[] line = "squat;5;100.0;2026-01-01\n".repeat(MEGABYTE / 25).getBytes(StandardCharsets.US_ASCII);
        Random random = new Random(1);
        AtomicLong written = new AtomicLong();
        WORKOUT.on("/api/v1/exports/compressed", request -> {
            request.write(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nContent-Length: " + 50L * line.length + "\r\n\r\n");
            for (int i = 0; i < 50; i++) {
                request.write(noisy(line, random));
                written.addAndGet(line.length);
            }
        });
        try (Socket socket = connected("/api/v1/exports/compressed")) {
            long[] before = {-1};
            await().pollInterval(Duration.ofMillis(300)).until(() -> {
                boolean still = written.get() == before[0];
                before[0] = written.get();
                return still && before[0] > 0;
            });
            long onTheWay = written.get();
            InputStream body = new GZIPInputStream(new Chunks(socket.getInputStream()));
            long read = body.transferTo(OutputStream.nullOutputStream());

            assertTrue(onTheWay < 40L * MEGABYTE, onTheWay + " bytes were taken");
            assertEquals(50L * line.length, read);
        }
    }

    @Test
    void compressedAnswerThatBreaksOffDoesNotLookWhole() throws Exception {
        WORKOUT.on("/api/v1/workouts/broken-json", request -> {
            request.write("HTTP/1.1 200 OK\r\n" + JSON + "\r\nContent-Length: 100000\r\n\r\n" + LONG);
            request.close();
        });
        try (RawClient client = new RawClient(gateway.getPort())) {
            String answer = client.send(RawClient.request(
                            "GET /api/v1/workouts/broken-json", RawClient.authorization(), "Accept-Encoding: gzip"))
                    .readAll();

            assertFalse(answer.endsWith("0\r\n\r\n"), answer);
        }
    }

    @Test
    void compressorIsGoodForOneAnswerAfterAnother() throws Exception {
        serve("/api/v1/workouts/again", LONG, JSON);
        serve("/api/v1/workouts/another", LONG.replace("squat", "bench"), JSON);
        for (int i = 0; i < 100; i++) {
            Answer one = get("/api/v1/workouts/again", "Accept-Encoding: gzip");
            Answer other = get("/api/v1/workouts/another", "Accept-Encoding: gzip");

            assertEquals(LONG, unzipped(one.body()));
            assertEquals(LONG.replace("squat", "bench"), unzipped(other.body()));
        }
    }

    @Test
    void eventStreamIsNotCompressed() throws Exception {
        WORKOUT.on("/api/v1/workouts/plain-events", request -> {
            request.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
            request.writeChunk("data: 1\n\n");
            request.awaitClosed();
        });
        try (RawClient client = new RawClient(gateway.getPort())) {
            String answer = client.send(RawClient.request(
                            "GET /api/v1/workouts/plain-events", RawClient.authorization(), "Accept-Encoding: gzip"))
                    .readUntil("data: 1\n\n");

            assertFalse(answer.toLowerCase(Locale.ROOT).contains("content-encoding"), answer);
        }
    }

    private static byte[] noisy(byte[] line, Random random) {
        byte[] noisy = line.clone();
        for (int i = 0; i < noisy.length; i += 2) {
            noisy[i] = (byte) random.nextInt();
        }
        return noisy;
    }

    private static void serve(String path, String body, String... headers) {
        WORKOUT.on(path, request -> {
            request.body();
            request.answer(200, body, headers);
        });
    }

    private Socket connected(String path) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.getPort());
        socket.setSoTimeout(20_000);
        socket.getOutputStream()
                .write(RawClient.request("GET " + path, RawClient.authorization(), "Accept-Encoding: gzip")
                        .getBytes(StandardCharsets.US_ASCII));
        Answer.head(socket.getInputStream());
        return socket;
    }

    private Answer get(String path, String... headers) throws IOException {
        try (RawClient client = new RawClient(gateway.getPort())) {
            client.send(RawClient.request(
                    "GET " + path,
                    Stream.concat(Stream.of(RawClient.authorization(), "Connection: close"), Stream.of(headers))
                            .toArray(String[]::new)));
            String head = client.readHead();
            InputStream body = new ByteArrayInputStream(client.readAll().getBytes(StandardCharsets.ISO_8859_1));
            // A body that came in parts has no length that could be known in time.
            boolean parts = Answer.header(head, "transfer-encoding") != null;
            byte[] bytes = parts ? new Chunks(body).readAllBytes() : body.readAllBytes();
            return new Answer(head, new String(bytes, StandardCharsets.ISO_8859_1));
        }
    }

    private static String unzipped(String body) throws IOException {
        return new String(
                new GZIPInputStream(new ByteArrayInputStream(body.getBytes(StandardCharsets.ISO_8859_1)))
                        .readAllBytes(),
                StandardCharsets.ISO_8859_1);
    }

    private record Answer(String head, String body) {

        String header(String name) {
            return header(head, name);
        }

        static String header(String head, String name) {
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse(null);
        }

        static String head(InputStream in) throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") == -1) {
                head.append((char) in.read());
            }
            return head.toString();
        }
    }

    /** The bytes of a chunked body. */
    private static final class Chunks extends InputStream {
        private final InputStream in;
        private int left;
        private boolean begun;

        Chunks(InputStream in) {
            this.in = new BufferedInputStream(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) == -1 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            while (left == 0) {
                if (begun) {
                    line();
                }
                begun = true;
                left = Integer.parseInt(line(), 16);
                if (left == 0) {
                    left = -1;
                }
            }
            if (left == -1) {
                return -1;
            }
            int read = in.read(into, from, Math.min(length, left));
            left -= read;
            return read;
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next != '\r') {
                    line.append((char) next);
                }
            }
            return line.toString();
        }
    }
}

package dev.trainyard.deployment.call;

import static dev.trainyard.deployment.call.Calls.failed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.deployment.call.Calls.With;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The other side does what it can to hold a call, fill the memory, or confuse. */
@QuarkusTest
@TestProfile(TightCalls.class)
class MisbehaviourTest {

    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    @Inject
    Calls calls;

    private static String late(OtherSide other) {
        return other.url("") + " did not answer in time.";
    }

    private static String broken(OtherSide other) {
        return other.url("") + " did not answer as HTTP wants it, or broke off.";
    }

    private static String tooLong(OtherSide other) {
        return other.url("") + " answered with more than " + TightCalls.MOST_BYTES + " bytes.";
    }

    private static void write(OutputStream out, String text) throws Exception {
        out.write(text.getBytes(UTF_8));
        out.flush();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 2",
                HEAD,
                HEAD + "Content-Length: 10\r\n\r\n",
                HEAD + "Content-Length: 10\r\n\r\n[1,2"
            })
    void whoeverFallsSilentIsLeft(String before) throws Exception {
        OtherSide[] self = new OtherSide[1];
        try (OtherSide other = new OtherSide((request, socket, out) -> {
            write(out, before);
            self[0].untilClosed(socket);
        })) {
            self[0] = other;

            assertEquals(failed(504, late(other)), calls.error(With.get(other.url("/"))));
            other.closedByClient.get(10, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 100 Continue\r\n\r\n", HEAD + "Transfer-Encoding: chunked\r\n\r\n1\r\n ", "X"})
    void slowDripIsCutOff(String before) throws Exception {
        try (OtherSide other = new OtherSide((request, socket, out) -> {
            write(out, before);
            CountDownLatch never = new CountDownLatch(1);
            while (!never.await(20, TimeUnit.MILLISECONDS)) {
                write(out, before.startsWith("HTTP/1.1 100") ? before : before.equals("X") ? "X" : "\r\n1\r\n ");
            }
        })) {
            assertEquals(failed(504, late(other)), calls.error(With.get(other.url("/"))));
            other.closedByClient.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void nobodyListens() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        assertEquals(
                failed(502, "No connection could be made to http://127.0.0.1:" + port + "."),
                calls.error(With.get("http://127.0.0.1:" + port + "/?key=1")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 2",
                HEAD,
                HEAD + "Content-Length: 10\r\n\r\n[1,2",
                HEAD + "Transfer-Encoding: chunked\r\n\r\n4\r\n[1,2"
            })
    void whoeverBreaksOffHasNotAnswered(String before) throws Exception {
        try (OtherSide other = new OtherSide((request, socket, out) -> {
            write(out, before);
            // Closing then resets the connection.
            socket.setSoLinger(true, 0);
        })) {
            assertEquals(failed(502, broken(other)), calls.error(With.get(other.url("/"))));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2\r\n",
                "HTTP/1.1 abc OK\r\n\r\n",
                HEAD + "Transfer-Encoding: chunked\r\n\r\nzzz\r\n[1]\r\n",
                HEAD + "Transfer-Encoding: chunked\r\n\r\n-1\r\n[1]\r\n",
                HEAD + "Content-Length: -5\r\n\r\n[]",
                HEAD + "Content-Length: x\r\n\r\n[]",
            })
    void garbageIsNoAnswer(String garbage) throws Exception {
        OtherSide[] self = new OtherSide[1];
        try (OtherSide other = new OtherSide((request, socket, out) -> {
            write(out, garbage);
            self[0].untilClosed(socket);
        })) {
            self[0] = other;

            assertEquals(failed(502, broken(other)), calls.error(With.get(other.url("/"))));
            other.closedByClient.get(10, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Header: y\r\n", "x"})
    void endlessHeadersAreCutOff(String more) throws Exception {
        try (OtherSide other = new OtherSide((request, socket, out) -> {
            write(out, HEAD);
            for (int i = 0; i < 50_000_000 / more.length(); i++) {
                out.write(more.repeat(1000).getBytes(UTF_8));
            }
        })) {
            assertEquals(failed(502, broken(other)), calls.error(With.get(other.url("/"))));
            other.closedByClient.get(10, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 1073741824", "Transfer-Encoding: chunked", "X: until it closes"})
    void gigabyteIsCutOff(String length) throws Exception {
        try (OtherSide other = new OtherSide((request, socket, out) -> {
            write(out, HEAD + length + "\r\n\r\n");
            byte[] chunk = " ".repeat(65_536).getBytes(UTF_8);
            for (int i = 0; i < 1 << 14; i++) {
                if (length.endsWith("chunked")) {
                    write(out, "10000\r\n");
                }
                out.write(chunk);
                if (length.endsWith("chunked")) {
                    write(out, "\r\n");
                }
            }
        })) {
            assertEquals(failed(502, tooLong(other)), calls.error(With.get(other.url("/"))));
            other.closedByClient.get(10, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {TightCalls.MOST_BYTES, TightCalls.MOST_BYTES + 1, 10_000_000})
    void gzipIsMeasuredUnpacked(int bytes) throws Exception {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(("\"" + " ".repeat(bytes - 2) + "\"").getBytes(UTF_8));
        }
        try (OtherSide other =
                OtherSide.answering(200, "application/json\r\nContent-Encoding: gzip", zipped.toByteArray())) {
            With call = With.get(other.url("/"));
            if (bytes > TightCalls.MOST_BYTES) {
                assertEquals(failed(502, tooLong(other)), calls.error(call));
            } else {
                assertEquals(bytes - 2, calls.output(call).textValue().length());
            }
        }
    }

    @Test
    void brokenGzipAndOtherEncodingsAreErrors() throws Exception {
        try (OtherSide broken = OtherSide.answering(200, "application/json\r\nContent-Encoding: gzip", "no gzip");
                OtherSide other = OtherSide.answering(200, "application/json\r\nContent-Encoding: br", "[]")) {
            assertEquals(
                    failed(502, broken.url("") + " answered with broken gzip."),
                    calls.error(With.get(broken.url("/"))));
            assertEquals(
                    failed(502, other.url("") + " answered in an encoding that it was not asked for."),
                    calls.error(With.get(other.url("/"))));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[1] 2", "nul", "{\"a\":1,}"})
    void brokenJsonIsAnError(String json) throws Exception {
        try (OtherSide other = OtherSide.answering(200, "application/json", json)) {
            assertEquals(
                    failed(502, other.url("") + " answered with broken JSON."), calls.error(With.get(other.url("/"))));
        }
    }

    @Test
    void deepJsonIsAnError() throws Exception {
        try (OtherSide other = OtherSide.answering(200, "application/json", "[".repeat(101) + "]".repeat(101))) {
            assertEquals(
                    failed(502, other.url("") + " answered with JSON deeper than 100 or of more than 200000 tokens."),
                    calls.error(With.get(other.url("/"))));
        }
    }

    @Test
    void handshakeThatHangsIsLeft() throws Exception {
        try (OtherSide other = new OtherSide((request, socket, out) -> {})) {
            String origin = other.url("").replace("http:", "https:");
            assertEquals(
                    failed(502, origin + " does not speak TLS, or has no certificate of its name that is trusted."),
                    calls.error(With.get(origin + "/")));
            other.closedByClient.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void redirectsWithoutEndEnd() throws Exception {
        try (OtherSide other = OtherSide.redirecting(302, "/again")) {
            assertEquals(
                    failed(502, other.url("") + " redirects more than 3 times."),
                    calls.error(With.get(other.url("/")).redirecting()));
            assertEquals(4, other.requests().size());
        }
    }

    @Test
    void redirectsAreWithinTheTimeOfOneCall() throws Exception {
        try (OtherSide other = new OtherSide((request, socket, out) -> {
            CountDownLatch never = new CountDownLatch(1);
            if (!never.await(800, TimeUnit.MILLISECONDS)) {
                write(out, "HTTP/1.1 302 Again\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n");
            }
        })) {
            assertEquals(
                    failed(504, late(other)),
                    calls.error(With.get(other.url("/")).redirecting()));
        }
    }

    @Test
    void interruptedCallFreesItsThreadAndItsConnection() throws Exception {
        OtherSide[] self = new OtherSide[1];
        try (OtherSide other = new OtherSide((request, socket, out) -> self[0].untilClosed(socket))) {
            self[0] = other;
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Thread run = Thread.ofVirtual().start(() -> {
                calls.result(With.get(other.url("/")));
                interrupted.complete(Thread.currentThread().isInterrupted());
            });
            other.request();

            run.interrupt();

            assertTrue(interrupted.get(10, TimeUnit.SECONDS));
            other.closedByClient.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void hostHasNoMoreThanItsCallsAtOnce() throws Exception {
        CompletableFuture<Void> go = new CompletableFuture<>();
        try (OtherSide other = waiting(go);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var under = IntStream.range(0, 2)
                    .mapToObj(i -> threads.submit(() -> calls.output(With.get(other.url("/")))))
                    .toList();
            other.request();
            other.request();

            assertEquals(
                    failed(503, "Too many calls to " + other.url("") + " are under way at once."),
                    calls.error(With.get(other.url("/"))));
            go.complete(null);
            for (Future<?> call : under) {
                call.get();
            }
            calls.output(With.get(other.url("/")));
        }
    }

    @Test
    void userHasNoMoreThanTheirCallsAtOnce() throws Exception {
        CompletableFuture<Void> go = new CompletableFuture<>();
        try (OtherSide one = waiting(go);
                OtherSide another = waiting(go);
                OtherSide third = waiting(go);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            String user = With.get("").user();
            List<Future<?>> under = new ArrayList<>();
            for (OtherSide other : List.of(one, another, third)) {
                under.add(threads.submit(
                        () -> calls.output(With.get(other.url("/")).user(user))));
                other.request();
            }

            assertEquals(
                    failed(429, "Too many of your calls are under way at once."),
                    calls.error(With.get(one.url("/")).user(user)));
            go.complete(null);
            for (Future<?> call : under) {
                call.get();
            }
            calls.output(With.get(one.url("/")).user(user));
        }
    }

    private static OtherSide waiting(CompletableFuture<Void> go) throws Exception {
        return new OtherSide((request, socket, out) -> {
            go.get();
            write(out, HEAD + "Content-Length: 1\r\n\r\n1");
        });
    }
}

package dev.trainyard.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadGeneratorTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger asked = new AtomicInteger();
    private final Set<String> heard = ConcurrentHashMap.newKeySet();
    private HttpServer server;
    private LoadGenerator generator;
    private int stallAt = Integer.MAX_VALUE;
    private int refuseEvery = Integer.MAX_VALUE;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        generator = new LoadGenerator(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            int number = asked.incrementAndGet();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            heard.add("%s %s %s %s"
                    .formatted(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI(),
                            exchange.getRequestHeaders().getFirst("Authorization"),
                            body));
            if (number == stallAt) {
                // A server that stands still, for all whose requests come meanwhile.
                synchronized (this) {
                    LockSupport.parkNanos(SECOND.toNanos());
                }
            }
            synchronized (this) {
                exchange.sendResponseHeaders(number % refuseEvery == 0 ? 503 : 200, -1);
            }
        }
    }

    @Test
    void eachTurnHasItsRequest() {
        Measured measured = generator.closed(
                new Calls("POST", turn -> new Call("/things/" + turn % 3, "token-" + turn % 2, "{\"turn\": 1}")),
                4,
                Duration.ofMillis(300));

        assertEquals(0, measured.failed());
        assertEquals(asked.get(), measured.succeeded());
        assertEquals(
                Set.of(
                        "POST /things/0 Bearer token-0 {\"turn\": 1}",
                        "POST /things/0 Bearer token-1 {\"turn\": 1}",
                        "POST /things/1 Bearer token-0 {\"turn\": 1}",
                        "POST /things/1 Bearer token-1 {\"turn\": 1}",
                        "POST /things/2 Bearer token-0 {\"turn\": 1}",
                        "POST /things/2 Bearer token-1 {\"turn\": 1}"),
                heard);
    }

    @Test
    void openLoopKeepsItsRate() {
        Measured measured =
                generator.open(Calls.always("GET", Call.of("/", "t")), 100, Duration.ZERO, SECOND.multipliedBy(2));

        assertTrue(Math.abs(measured.succeeded() - 200) <= 2, () -> measured.succeeded() + " requests");
    }

    /** The connections and classes that the first of them have to wait for are no reason to take them for due later. */
    @Test
    void noneIsSentBeforeItIsDue() {
        Measured measured =
                generator.open(Calls.always("GET", Call.of("/", "t")), 100, Duration.ZERO, SECOND.multipliedBy(2));

        assertTrue(
                measured.served().getMinValue() > 0,
                () -> "shortest " + measured.served().getMinValue());
    }

    /** A closed loop of one would have one late answer; whoever would have come meanwhile waited as well. */
    @Test
    void pauseCountsForAllWhoWouldHaveCome() {
        stallAt = 50;

        Measured measured =
                generator.open(Calls.always("GET", Call.of("/", "t")), 100, Duration.ZERO, SECOND.multipliedBy(2));

        assertTrue(measured.millis(100) >= 990, () -> "longest " + measured.millis(100));
        // A hundred of two hundred came in that second, and waited half of it on average.
        assertTrue(measured.millis(60) >= 100, () -> "p60 " + measured.millis(60));
        assertTrue(measured.millis(75) >= 400, () -> "p75 " + measured.millis(75));
    }

    /** The first second, and the pause in it, is over when it is measured. */
    @Test
    void whatCameBeforeItSettledIsNotMeasured() {
        stallAt = 20;

        Measured measured = generator.open(Calls.always("GET", Call.of("/", "t")), 100, SECOND.multipliedBy(2), SECOND);

        assertTrue(Math.abs(measured.succeeded() - 100) <= 2, () -> measured.succeeded() + " requests");
        assertTrue(Math.abs(measured.answered() - 300) <= 2, () -> measured.answered() + " answers");
        assertTrue(Math.abs(measured.rate() - 100) <= 2, () -> measured.rate() + " in a second");
        assertTrue(measured.millis(50) < 500, () -> "p50 " + measured.millis(50));
    }

    @Test
    void refusalsAreCountedApart() {
        refuseEvery = 10;

        Measured measured = generator.closed(Calls.always("GET", Call.of("/", "t")), 2, Duration.ofMillis(300));

        assertEquals(0, measured.failed());
        assertEquals(asked.get() / 10, measured.shed());
        assertEquals(asked.get(), measured.shed() + measured.succeeded());
    }
}

package dev.trainyard.gateway.stub;

import dev.trainyard.standalone.database.FreePort;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** Starts the stubs, and tells the gateway where they are and whose tokens to believe. */
public final class GatewayUnderTest implements QuarkusTestResourceLifecycleManager {

    public static final StubService WORKOUT = StubService.started();
    public static final StubService TRAINING = StubService.started();
    public static final StubService DEPLOYMENT = StubService.started();
    public static final StubService QUIZ = StubService.started();
    /** The two addresses of one service. */
    public static final StubService LEFT_TWIN = StubService.started();

    public static final StubService RIGHT_TWIN = StubService.started();
    /** Only for tests that let it fail until it gets no more requests. */
    public static final StubService FRAGILE = StubService.started();

    private static final int MAX_REQUESTS = 16;
    private static final int MAX_STREAMS = 20;
    private static final int FAILURES = 12;

    /** Accepts nothing, so that connecting to it hangs. */
    private ServerSocket blackHole;

    private final List<Socket> fillers = new ArrayList<>();

    /** How many requests the gateway lets be with one service at once. */
    public static int maxRequests() {
        return MAX_REQUESTS;
    }

    /** How many event streams the gateway lets flow from one service at once. */
    public static int maxStreams() {
        return MAX_STREAMS;
    }

    /** How many requests must fail in a row until a service gets no more. */
    public static int failures() {
        return FAILURES;
    }

    @Override
    public Map<String, String> start() {
        // For machines that have much else to do.
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
        Map<String, String> config = new HashMap<>(TestTokens.configuration());
        place(config, "workout", WORKOUT.url());
        place(config, "training", TRAINING.url());
        place(config, "deployment", DEPLOYMENT.url());
        place(config, "quiz", QUIZ.url());
        place(config, "fragile", FRAGILE.url());
        config.put("trainyard.gateway.services.fragile.paths", "/api/v1/fragile");
        String twins = LEFT_TWIN.url() + "," + RIGHT_TWIN.url();
        config.put("trainyard.gateway.services.twin.urls", twins);
        config.put("trainyard.gateway.services.twin.management-urls", twins);
        config.put("trainyard.gateway.services.twin.paths", "/api/v1/twins");
        // One of the two refuses connections, and its probes do not see it.
        config.put("trainyard.gateway.services.half.urls", LEFT_TWIN.url() + ",http://127.0.0.1:1");
        config.put("trainyard.gateway.services.half.management-urls", twins);
        config.put("trainyard.gateway.services.half.paths", "/api/v1/halves");
        // Nothing listens there, on any machine of ours.
        place(config, "absent", "http://127.0.0.1:1");
        config.put("trainyard.gateway.services.absent.paths", "/api/v1/absent");
        place(config, "blackhole", openBlackHole());
        config.put("trainyard.gateway.services.blackhole.paths", "/api/v1/blackhole");
        place(config, "unknown", "http://no-such-host.invalid:8080");
        config.put("trainyard.gateway.services.unknown.paths", "/api/v1/unknown-host");
        config.put("trainyard.gateway.forward.connect-timeout", "2S");
        config.put("trainyard.gateway.forward.max-requests", Integer.toString(MAX_REQUESTS));
        config.put("trainyard.gateway.forward.max-streams", Integer.toString(MAX_STREAMS));
        config.put("trainyard.gateway.forward.slow-responses.\"/api/v1/sleep\"", "300MS");
        config.put("trainyard.gateway.forward.slow-responses.\"/api/v1/records/slow\"", "300MS");
        // More than other tests make in a row.
        config.put("trainyard.gateway.breaker.failures", Integer.toString(FAILURES));
        config.put("trainyard.gateway.breaker.failing-for", "0S");
        config.put("trainyard.gateway.forward.body-idle-timeout", "5S");
        config.put("trainyard.gateway.status.probe-interval", "100MS");
        config.put("trainyard.gateway.openapi.refresh-interval", "200MS");
        config.put("trainyard.gateway.access-log.enabled", "true");
        // Tests read the lines themselves; people who look for a failed test shall not.
        config.put("quarkus.log.handler.console.\"access\".enabled", "false");
        // Nobody has to notice that it stops.
        config.put("trainyard.shutdown.delay", "0S");
        config.put("quarkus.http.test-port", "0");
        config.put("quarkus.management.test-port", "0");
        // The build says so where it starts integration tests.
        if (Boolean.getBoolean("trainyard.packaged")) {
            // Quarkus finds out by itself which port was free for requests, but not which one for the management.
            String managementPort = Integer.toString(FreePort.next());
            config.put("quarkus.management.port", managementPort);
            config.put("quarkus.management.test-port", managementPort);
            // It is a person who reads it here.
            config.put("trainyard.log.json", "false");
            config.put("quarkus.log.file.json.enabled", "false");
        }
        return config;
    }

    private static void place(Map<String, String> config, String service, String url) {
        config.put("trainyard.gateway.services." + service + ".url", url);
        config.put("trainyard.gateway.services." + service + ".management-url", url);
    }

    private String openBlackHole() {
        try {
            blackHole = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            // The queue of connections that nobody accepts: when it is full, the kernel answers no more.
            for (int i = 0; i < 4; i++) {
                Socket filler = new Socket();
                fillers.add(filler);
                Thread.ofVirtual().start(() -> fill(filler));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return "http://127.0.0.1:" + blackHole.getLocalPort();
    }

    private void fill(Socket filler) {
        try {
            filler.connect(blackHole.getLocalSocketAddress());
        } catch (IOException full) {
            // That is the point.
        }
    }

    @Override
    public void stop() {
        try {
            for (Socket filler : fillers) {
                filler.close();
            }
            blackHole.close();
        } catch (IOException ignored) {
            // It is over anyway.
        }
    }
}

package dev.trainyard.gateway;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.gateway.stub.GatewayProcess;
import dev.trainyard.gateway.stub.RawClient;
import dev.trainyard.gateway.stub.StubService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One process after the other is restarted while it is in use, and nobody notices. */
@Tag("process")
class RollingRestartIT {

    private static final String READINESS = "/q/health/ready";
    private static final int USERS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void restartingAServiceLosesNoRequest() throws Exception {
        List<StubService> replicas = List.of(StubService.started(), StubService.started());
        try (GatewayProcess gateway = started(replicas, Map.of());
                Load load = new Load(List.of(gateway))) {
            load.awaitMore();
            for (StubService replica : replicas) {
                restart(replica);
                load.awaitMore();
            }

            assertEquals(Set.of("200"), load.stop());
        } finally {
            replicas.forEach(StubService::stop);
        }
    }

    @Test
    void restartingTheGatewayLosesNoRequest() throws Exception {
        StubService workout = StubService.started();
        List<GatewayProcess> restarted = new ArrayList<>();
        try (GatewayProcess first = started(List.of(workout), Map.of());
                GatewayProcess second = started(List.of(workout), Map.of());
                Load load = new Load(List.of(first, second))) {
            load.awaitMore();
            for (GatewayProcess gateway : List.of(first, second)) {
                gateway.terminate();
                gateway.exitCode();
                restarted.add(restarted(gateway, workout));
                load.awaitReady(2);
                load.awaitMore();
            }

            assertEquals(Set.of("200"), load.stop());
        } finally {
            restarted.forEach(GatewayProcess::close);
            workout.stop();
        }
    }

    /** As an orchestrator does it: not ready, no more requests, stopped, started, ready. */
    private static void restart(StubService replica) {
        replica.on(READINESS, request -> request.answer(503, "{}"));
        int probes = replica.received(READINESS).size();
        await().until(() -> replica.received(READINESS).size() > probes + 2);
        AtomicInteger seen = new AtomicInteger(-1);
        await().until(() -> {
            int now = replica.received().size();
            return seen.getAndSet(now) == now;
        });
        replica.stop();
        replica.start();
        replica.on(READINESS, request -> request.answer(200, "{}"));
        int before = replica.received().size();
        await().until(() -> replica.received().size() > before);
    }

    private static GatewayProcess restarted(GatewayProcess before, StubService workout) throws IOException {
        return started(
                List.of(workout),
                Map.of(
                        "QUARKUS_HTTP_PORT", Integer.toString(before.port()),
                        "QUARKUS_MANAGEMENT_PORT", Integer.toString(before.managementPort())));
    }

    private static GatewayProcess started(List<StubService> replicas, Map<String, String> settings) throws IOException {
        String urls = String.join(",", replicas.stream().map(StubService::url).toList());
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("TRAINYARD_GATEWAY_SERVICES_WORKOUT_URLS", urls);
        environment.put("TRAINYARD_GATEWAY_SERVICES_WORKOUT_MANAGEMENT_URLS", urls);
        environment.put("TRAINYARD_GATEWAY_STATUS_PROBE_INTERVAL", "0.1S");
        environment.put("TRAINYARD_SHUTDOWN_DELAY", "3S");
        // One user asks without pause, each time with another token.
        environment.put("TRAINYARD_GATEWAY_LIMITS_USER", "off");
        environment.put("TRAINYARD_GATEWAY_LIMITS_ADDRESS", "off");
        GatewayProcess gateway = GatewayProcess.start(environment);
        await().atMost(PATIENCE).until(gateway::isListening);
        return gateway;
    }

    /** Users who read and write without a break, through whichever gateway says that it is ready. */
    private static final class Load implements AutoCloseable {

        private static final int MORE = 200;

        private final HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        private final ExecutorService users = Executors.newVirtualThreadPerTaskExecutor();
        private final ScheduledExecutorService prober = Executors.newSingleThreadScheduledExecutor();
        private final Queue<String> results = new ConcurrentLinkedQueue<>();
        private final AtomicInteger turn = new AtomicInteger();
        private final Map<Integer, Integer> portsByManagement = new HashMap<>();
        private final ScheduledFuture<?> probing;
        private volatile List<Integer> ready;
        private volatile boolean stopped;

        Load(List<GatewayProcess> gateways) {
            gateways.forEach(gateway -> portsByManagement.put(gateway.managementPort(), gateway.port()));
            probe();
            probing = prober.scheduleWithFixedDelay(this::probe, 100, 100, TimeUnit.MILLISECONDS);
            for (int i = 0; i < USERS; i++) {
                users.execute(this::use);
            }
        }

        private void probe() {
            ready = portsByManagement.entrySet().stream()
                    .filter(gateway -> isReady(gateway.getKey()))
                    .map(Map.Entry::getValue)
                    .toList();
        }

        private static boolean isReady(int port) {
            try {
                return given().port(port).get(READINESS).statusCode() == 200;
            } catch (Exception refused) {
                // REST-assured throws checked ones without saying so.
                return false;
            }
        }

        private void use() {
            while (!stopped) {
                results.add(answer());
            }
        }

        private String answer() {
            List<Integer> usable = ready;
            if (usable.isEmpty()) {
                return "no gateway is ready";
            }
            int number = turn.getAndIncrement();
            URI uri = URI.create("http://127.0.0.1:" + usable.get(number % usable.size()) + "/api/v1/workouts");
            HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                    .header("Authorization", RawClient.authorization().split(": ", 2)[1]);
            try {
                return Integer.toString(http.send(
                                number % 3 == 0
                                        ? request.POST(BodyPublishers.ofString("a set"))
                                                .build()
                                        : request.build(),
                                BodyHandlers.discarding())
                        .statusCode());
            } catch (IOException lost) {
                return lost.toString();
            } catch (InterruptedException stop) {
                return "interrupted";
            }
        }

        void awaitMore() {
            int before = results.size();
            await().atMost(PATIENCE).until(() -> results.size() > before + MORE);
        }

        void awaitReady(int gateways) {
            await().atMost(PATIENCE).until(() -> ready.size() == gateways);
        }

        /** Stops, and says which results there were. */
        Set<String> stop() throws InterruptedException {
            stopped = true;
            users.shutdown();
            assertTrue(users.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            return Set.copyOf(results);
        }

        @Override
        public void close() {
            stopped = true;
            probing.cancel(true);
            prober.shutdownNow();
            users.shutdown();
            http.close();
        }
    }
}

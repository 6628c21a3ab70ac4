package dev.trainyard.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.gateway.stub.GatewayProcess;
import dev.trainyard.gateway.stub.RawClient;
import dev.trainyard.gateway.stub.StubService;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of requests while the name of a service is looked up. */
@Tag("process")
class NameLookupIT {

    @Test
    void nameServerThatIsSilentStopsNobodyElse() throws Exception {
        StubService workout = StubService.started();
        try (DatagramSocket nameServer = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                GatewayProcess gateway = GatewayProcess.start(Map.of(
                        "QUARKUS_VERTX_RESOLVER_SERVERS",
                        "127.0.0.1:" + nameServer.getLocalPort(),
                        "QUARKUS_VERTX_EVENT_LOOPS_POOL_SIZE",
                        "1",
                        "TRAINYARD_GATEWAY_FORWARD_CONNECT_TIMEOUT",
                        "30S",
                        "TRAINYARD_GATEWAY_STATUS_PROBE_INTERVAL",
                        "1H",
                        "TRAINYARD_GATEWAY_SERVICES_QUIZ_URL",
                        "http://asked-by-the-request.test:8080",
                        "TRAINYARD_GATEWAY_SERVICES_QUIZ_MANAGEMENT_URL",
                        workout.url(),
                        "TRAINYARD_GATEWAY_SERVICES_WORKOUT_URL",
                        workout.url(),
                        "TRAINYARD_GATEWAY_SERVICES_WORKOUT_MANAGEMENT_URL",
                        workout.url()))) {
            await().atMost(Duration.ofSeconds(60)).until(gateway::isListening);
            try (RawClient waiting = new RawClient(gateway.port());
                    RawClient other = new RawClient(gateway.port())) {
                waiting.send(RawClient.get("/api/v1/quizzes"));
                awaitQuestion(nameServer, "asked-by-the-request");
                String answer = other.send(RawClient.get("/api/v1/workouts")).readHead();

                assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
            }
        } finally {
            workout.stop();
        }
    }

    private static void awaitQuestion(DatagramSocket nameServer, String name) throws Exception {
        nameServer.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
        DatagramPacket question = new DatagramPacket(new byte[512], 512);
        do {
            nameServer.receive(question);
        } while (!new String(question.getData(), 0, question.getLength(), US_ASCII).contains(name));
    }
}

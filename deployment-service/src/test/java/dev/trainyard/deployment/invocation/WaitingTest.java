package dev.trainyard.deployment.invocation;

import static dev.trainyard.deployment.invocation.Deployed.LONG;
import static dev.trainyard.deployment.invocation.Deployed.NOTHING;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trainyard.deployment.run.RunOutcome;
import dev.trainyard.deployment.run.RunSettings;
import dev.trainyard.deployment.run.RunSettings.LoggedSteps;
import dev.trainyard.deployment.run.RunStart;
import dev.trainyard.deployment.run.RunStart.Trigger;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(WaitingTest.OnePlace.class)
class WaitingTest {

    /** So that a second caller is one too many. */
    public static class OnePlace implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("trainyard.invocation.max-waiting", "1");
        }
    }

    private static final Duration LONG_TIME = Duration.ofSeconds(20);

    private final TestUser ada = TestUser.fresh();

    @InjectDatabase
    EmbeddedDatabase database;

    @TestHTTPResource("/")
    URI service;

    @Inject
    Waiting waiting;

    @Inject
    InvocationStore store;

    @Inject
    InvocationConfig config;

    private Deployed deployed;

    @BeforeEach
    void deploy() {
        deployed = Deployed.by(ada, database);
    }

    /** Answers while the only place is taken. */
    private Response whileFull(java.util.function.Supplier<Response> request) throws Exception {
        CountDownLatch isFull = new CountDownLatch(1);
        CountDownLatch isAnswered = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> other = threads.submit(() -> waiting.within(LONG_TIME, () -> {
                isFull.countDown();
                return await(isAnswered);
            }));
            isFull.await();
            Response answer = request.get();
            isAnswered.countDown();
            other.get();
            return answer;
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Test
    void tooManyWhoWaitAreRefusedAtOnce() throws Exception {
        whileFull(() -> deployed.invoke(NOTHING))
                .then()
                .statusCode(503)
                .header("Retry-After", "1")
                .body("type", equalTo("urn:problem:overloaded"));
        assertEquals(0, deployed.runs());
    }

    @Test
    void whoDoesNotWaitIsTakenAllTheSame() throws Exception {
        whileFull(() -> deployed.invokeAsync(NOTHING)).then().statusCode(202);
    }

    @Test
    void whoWouldWaitForTheEndIsToldHowFarItIs() throws Exception {
        String invocation = deployed.begun(LONG);
        whileFull(() -> ada.request().queryParam("wait", "PT20S").get(invocation))
                .then()
                .statusCode(200)
                .header("Retry-After", "1");
    }

    @Test
    void placeIsGivenBack() {
        deployed.invoke(NOTHING).then().statusCode(200);
        deployed.invoke(NOTHING).then().statusCode(200);
    }

    @Test
    void placeIsGivenBackAfterARefusal() {
        deployed.pause();
        deployed.invoke(NOTHING).then().statusCode(409);
        deployed.resume();
        deployed.invoke(NOTHING).then().statusCode(200);
    }

    @Test
    void clientThatGoesAwayStopsNothing() throws Exception {
        try (Socket client = new Socket(service.getHost(), service.getPort())) {
            String body = "{\"input\":{\"waitMillis\":2500}}";
            String request = "POST " + deployed.path() + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                    + ada.token() + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                    + "\r\n\r\n" + body;
            client.getOutputStream().write(request.getBytes(UTF_8));
            client.getOutputStream().flush();
            deployed.awaitStart();
        }
        deployed.awaitEnd();
        assertEquals(
                1,
                deployed.count("SELECT count(*) FROM deployment_log WHERE user_id = ? AND deployment_id = ?"
                        + " AND status = 'completed'"));
    }

    @Test
    void whoWaitsForAnEndIsAnsweredWhenTheServiceStops() throws Exception {
        String invocation = deployed.begun(LONG);
        UUID id = UUID.fromString(invocation.substring(invocation.lastIndexOf('/') + 1));
        Waiting stopping = new Waiting(store, config, new SimpleMeterRegistry());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<InvocationView> waits = threads.submit(
                    () -> stopping.find(ada.id(), id, Duration.ofHours(1)).orElseThrow());
            stopping.stop(new ShutdownDelayInitiatedEvent());
            assertEquals(false, waits.get().hasEnded());
        }
    }

    @Test
    void whoWaitsForItsRunIsToldWhereItIsWhenTheServiceStops() throws Exception {
        String invocation = deployed.begun(LONG);
        UUID id = UUID.fromString(invocation.substring(invocation.lastIndexOf('/') + 1));
        Waiting stopping = new Waiting(store, config, new SimpleMeterRegistry());
        RunSettings settings = new RunSettings(LONG_TIME, LoggedSteps.ALL, 1, List.of());
        RunStart start = new RunStart(ada.id(), id, deployed.id(), 2, settings, Trigger.TOKEN, null);
        CountDownLatch isBegun = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<InvocationView> waits = threads.submit(() -> stopping.follow(start, Duration.ofHours(1), moment -> {
                isBegun.countDown();
                return new RunOutcome.Going(id);
            }));
            isBegun.await();
            stopping.stop(new ShutdownDelayInitiatedEvent());
            InvocationView told = waits.get();
            assertEquals(id, told.id());
            assertEquals(false, told.hasEnded());
        }
    }

    @Test
    void refusalSaysWhenToComeBack() {
        Waiting full = new Waiting(store, config, new SimpleMeterRegistry());
        Problem refusal =
                full.within(LONG_TIME, () -> assertThrows(Problem.class, () -> full.within(LONG_TIME, () -> "never")));
        assertEquals("overloaded", refusal.code());
        assertEquals(Map.of("Retry-After", "1"), refusal.headers());
    }
}

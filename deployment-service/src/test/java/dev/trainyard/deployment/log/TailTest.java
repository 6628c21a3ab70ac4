package dev.trainyard.deployment.log;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.trainyard.kit.database.Database;
import dev.trainyard.testkit.TestUser;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class TailTest {

    @TestHTTPResource
    URI service;

    @Inject
    Database database;

    @Inject
    Tails tails;

    @Inject
    MeterRegistry metrics;

    private final TestUser ada = TestUser.fresh();
    private final List<Stream> streams = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private Logs logs;
    private UUID deployment;
    private String path;

    private record Event(String name, String id, JsonObject data) {}

    /** What a client has heard so far. */
    private static final class Stream implements AutoCloseable {

        private final HttpResponse<InputStream> response;
        private final List<Event> events = new CopyOnWriteArrayList<>();
        private final List<String> comments = new CopyOnWriteArrayList<>();
        private volatile boolean ended;

        Stream(HttpResponse<InputStream> response) {
            this.response = response;
            Thread.ofVirtual().start(this::read);
        }

        private void read() {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                String name = null;
                String id = null;
                StringBuilder data = new StringBuilder();
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    String value = line.substring(line.indexOf(':') + 1).strip();
                    if (line.startsWith("event:")) {
                        name = value;
                    } else if (line.startsWith("id:")) {
                        id = value;
                    } else if (line.startsWith("data:")) {
                        data.append(value);
                    } else if (line.startsWith(":")) {
                        comments.add(value);
                    } else if (line.isEmpty() && !data.isEmpty()) {
                        events.add(new Event(name, id, new JsonObject(data.toString())));
                        id = null;
                        data.setLength(0);
                    }
                }
                ended = true;
            } catch (IOException gone) {
                ended = true;
            }
        }

        @Override
        public void close() {
            try {
                response.body().close();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    @BeforeEach
    void deploy() {
        logs = new Logs(database);
        deployment = logs.deployment(ada, 50, 30);
        path = "/api/v1/deployments/" + deployment + "/logs/tail";
    }

    @AfterEach
    void leave() {
        streams.forEach(Stream::close);
        http.close();
    }

    private Stream follow(String path, String lastEventId) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(service.resolve(path)).header("Authorization", "Bearer " + ada.token());
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        Stream stream = new Stream(http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
        streams.add(stream);
        assertEquals(200, stream.response.statusCode());
        await().untilAsserted(() -> assertThat(stream.comments, hasSize(1)));
        return stream;
    }

    private List<String> hears(Stream stream, int events) {
        await().untilAsserted(() -> {
            tails.look();
            assertThat(stream.events, hasSize(events));
        });
        return stream.events.stream().map(event -> event.data().getString("id")).toList();
    }

    private UUID running() {
        UUID run = Logs.id(Instant.now());
        database.update(
                "INSERT INTO deployment_version (user_id, deployment_id, version, content_hash, definition)"
                        + " VALUES (?, ?, 1, sha256('x'), '{}')",
                ada.id(),
                deployment);
        database.update(
                "INSERT INTO run (user_id, id, deployment_id, version, trigger, status, input, accepted_at)"
                        + " VALUES (?, ?, ?, 1, 'token', 'running', '{}', now())",
                ada.id(),
                run,
                deployment);
        return run;
    }

    private void step(UUID run, int number) {
        database.update(
                "INSERT INTO run_step (user_id, run_id, number, task, name, kind, status, attempt, output, started_at,"
                        + " finished_at) VALUES (?, ?, ?, '/do/0/a', 'a', 'set', 'completed', 1, '{}', now(), now())",
                ada.id(),
                run,
                number);
    }

    @Test
    void streamIsOfServerSentEvents() throws Exception {
        Stream stream = follow(path, null);
        assertThat(
                stream.response.headers().firstValue("Content-Type").orElseThrow(),
                containsString("text/event-stream"));
        assertThat(stream.comments, contains("following"));
    }

    @Test
    void newRunsComeAsTheyEnd() throws Exception {
        logs.add(ada, deployment);
        Stream stream = follow(path, null);
        String first = logs.add(ada, deployment).toString();
        assertThat(hears(stream, 1), contains(first));
        // Accepted long ago: the newest end, not the newest id.
        String longRun = logs.add(
                        ada,
                        deployment,
                        Logs.entry().at(Instant.now().minusSeconds(3_600)).endedAt(Instant.now()))
                .toString();
        assertThat(hears(stream, 2), contains(first, longRun));
        tails.look();
        assertThat(stream.events, hasSize(2));
    }

    @Test
    void eventTellsAllButThePayloads() throws Exception {
        Stream stream = follow(path, null);
        UUID id = logs.add(ada, deployment);
        hears(stream, 1);
        Event event = stream.events.getFirst();
        assertEquals("run", event.name());
        assertEquals(id.toString(), event.data().getString("id"));
        assertEquals(
                "[id, version, trigger, status, latencyMs, steps, acceptedAt, startedAt, finishedAt]",
                event.data().fieldNames().toString());
        assertEquals(event.data().getString("finishedAt") + "," + id, event.id());
    }

    @Test
    void whoComesAgainHearsWhatEndedMeanwhile() throws Exception {
        Stream before = follow(path, null);
        logs.add(ada, deployment);
        hears(before, 1);
        String lastEventId = before.events.getLast().id();
        before.close();
        String second = logs.add(ada, deployment).toString();
        Stream after = follow(path, lastEventId);
        String third = logs.add(ada, deployment).toString();
        assertThat(hears(after, 2), contains(second, third));
    }

    @Test
    void logThatIsCommittedLateIsNotMissed() throws Exception {
        Stream stream = follow(path, null);
        String first = logs.add(ada, deployment).toString();
        hears(stream, 1);
        String late = logs.add(
                        ada, deployment, Logs.entry().endedAt(Instant.now().minusSeconds(2)))
                .toString();
        assertThat(hears(stream, 2), contains(first, late));
    }

    @Test
    void anothersRunsAreNotHeard() throws Exception {
        Stream stream = follow(path, null);
        logs.add(ada, logs.deployment(ada, 50, 30));
        TestUser bob = TestUser.fresh();
        logs.add(bob, deployment);
        String hers = logs.add(ada, deployment).toString();
        assertThat(hears(stream, 1), contains(hers));
    }

    @Test
    void stepsComeUntilTheRunEnds() throws Exception {
        UUID run = running();
        step(run, 1);
        Stream stream = follow("/api/v1/invocations/" + run + "/tail", null);
        hears(stream, 1);
        step(run, 2);
        step(run, 3);
        hears(stream, 3);
        assertEquals(
                List.of(1, 2, 3),
                stream.events.stream()
                        .map(event -> event.data().getInteger("number"))
                        .toList());
        assertFalse(stream.ended);
        database.update("DELETE FROM run WHERE user_id = ?", ada.id());
        database.update(
                "INSERT INTO deployment_log (user_id, id, deployment_id, version, trigger, status, latency_ms, steps,"
                        + " accepted_at, finished_at) VALUES (?, ?, ?, 1, 'token', 'faulted', 5, 3, now(), now())",
                ada.id(),
                run,
                deployment);
        hears(stream, 4);
        assertEquals("run", stream.events.getLast().name());
        assertEquals("faulted", stream.events.getLast().data().getString("status"));
        await().until(() -> stream.ended);
    }

    @Test
    void stepsGoOnAfterTheLastThatWasHeard() throws Exception {
        UUID run = running();
        for (int number = 1; number <= 3; number++) {
            step(run, number);
        }
        Stream stream = follow("/api/v1/invocations/" + run + "/tail", "2");
        hears(stream, 1);
        assertEquals(3, stream.events.getFirst().data().getInteger("number"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void longRunIsSentInParts(boolean isInLog) throws Exception {
        UUID run = logs.add(ada, deployment, Logs.entry().steps(450));
        if (isInLog) {
            logs.keepStepsInTheLog(ada, run);
        }
        Stream stream = follow("/api/v1/invocations/" + run + "/tail", null);
        hears(stream, 451);
        assertEquals("run", stream.events.getLast().name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "2026-11-21T17:00:00Z", "2026-11-21T17:00:00Z,x", "+1000000-01-01T00:00:00Z,x", ","})
    void whatIsNoEventIsRefused(String lastEventId) {
        ada.request()
                .header("Last-Event-ID", lastEventId)
                .get(path)
                .then()
                .statusCode(400)
                .body("violations[0].in", equalTo("header"));
        ada.request()
                .header("Last-Event-ID", lastEventId)
                .get("/api/v1/invocations/" + logs.add(ada, deployment) + "/tail")
                .then()
                .statusCode(400)
                .body("violations[0].pointer", equalTo("Last-Event-ID"));
    }

    @Test
    void oneUserMayFollowAFew() throws Exception {
        follow(path, null);
        Stream second = follow(path, null);
        ada.request()
                .get(path)
                .then()
                .statusCode(429)
                .header("Retry-After", "10")
                .body("type", equalTo("urn:problem:too-many-tails"));
        second.close();
        // Who has gone is noticed when something is sent.
        await().untilAsserted(() -> {
            logs.add(ada, deployment);
            tails.look();
            follow(path, null);
        });
    }

    @Test
    void headOfAStreamIsRefused() {
        UUID run = logs.add(ada, deployment);
        for (String stream : List.of(path, "/api/v1/invocations/" + run + "/tail")) {
            ada.request().head(stream).then().statusCode(405).header("Allow", equalTo("GET, OPTIONS"));
        }
    }

    @Test
    void strangerFollowsNothing() {
        UUID run = logs.add(ada, deployment);
        TestUser stranger = TestUser.fresh();
        for (String tried : List.of(
                path,
                "/api/v1/deployments/" + UUID.randomUUID() + "/logs/tail",
                "/api/v1/invocations/" + run + "/tail",
                "/api/v1/invocations/" + UUID.randomUUID() + "/tail")) {
            stranger.request().get(tried).then().statusCode(404).body("type", equalTo("urn:problem:not-found"));
        }
    }
}

package dev.trainyard.systemtests.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.systemtests.ServiceProcess;
import dev.trainyard.systemtests.faults.RequestGenerator.Generated;
import dev.trainyard.testkit.ApiDocument;
import dev.trainyard.testkit.ApiDocument.Operation;
import dev.trainyard.testkit.TestTokens;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Requests generated from the OpenAPI documents and spoilt in all ways: each is answered as documented, and none leaves a trace. */
@Tag("faults")
class GeneratedRequestsTest {

    private static final int REQUESTS = Scale.times(1_500, 10_000);
    private static final Path ANSWERS = Path.of("target", "generated-requests.txt");
    private static final List<List<String>> ROLES =
            List.of(List.of("user"), List.of("user", "service"), List.of("user", "coach"), List.of("user", "admin"));
    // Without it there would be no connections, and no webhooks.
    private static final String SECRET_KEY = Base64.getEncoder().encodeToString(new byte[32]);
    private static final int PASSES = 3;
    private static final int MAX_FAULTS = 60;
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private static EmbeddedDatabase database;
    private static Cluster cluster;
    private static Logs logs;

    @BeforeAll
    static void start() throws Exception {
        database = EmbeddedDatabase.temporary();
        logs = Logs.fromNow();
        cluster = Cluster.over(database)
                .withAll()
                .environment(ServiceProcess.WORKOUT, "TRAINYARD_RECOVERY_SECRET_KEY", SECRET_KEY)
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
        database.close();
    }

    private static ApiDocument document(String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Accept", "application/json")
                .build();
        return ApiDocument.of(HTTP.send(request, BodyHandlers.ofString()).body());
    }

    /** Where requests are sent, and what can be asked there. */
    private record Door(String name, String url, ApiDocument document) {}

    private static List<Door> doors() throws IOException, InterruptedException {
        List<Door> doors = new ArrayList<>();
        int all = 0;
        for (String service : Cluster.SERVICES) {
            ServiceProcess process = cluster.service(service);
            ApiDocument own = document(process.managementUrl() + "/q/openapi?format=json");
            doors.add(new Door(service, process.url(), own));
            all += own.operations().size();
        }
        int ofServices = all;
        // The gateway adds the document of each service when it has it.
        await().atMost(Duration.ofSeconds(60))
                .until(() -> document(cluster.url() + "/openapi").operations().size() >= ofServices);
        doors.add(new Door("gateway", cluster.url(), document(cluster.url() + "/openapi")));
        return doors;
    }

    @Test
    void everyAnswerIsOneThatTheDocumentHas() throws Exception {
        long seed = Scale.seed(getClass());
        Seen seen = new Seen();
        List<Door> doors = doors();
        List<Sender> senders = new ArrayList<>();
        for (Door door : doors) {
            DocumentedAnswers rules = new DocumentedAnswers(door.document());
            for (List<String> roles : ROLES) {
                senders.add(new Sender(door, roles, rules, seen, new Random(seed + senders.size())));
            }
        }
        inParallel(senders, Sender::makeThings);
        // As many through the gateway as to the services themselves.
        int ofEach = REQUESTS / ROLES.size();
        inParallel(senders, sender -> sender.sendSpoilt(ofEach / 3 / shares(sender)));
        Map<String, Footprint> early = footprints();
        inParallel(senders, sender -> sender.sendSpoilt(ofEach * 2 / 3 / shares(sender)));
        Map<String, Footprint> late = footprints();

        report(seen, senders, early, late);
        assertEquals(List.of(), seen.faults());
        assertTrue(
                seen.timesClosed() <= 1 + seen.count() / 1000, () -> seen.timesClosed() + " connections were closed");
        assertTrue(seen.answersBetween(200, 299) > REQUESTS / 20, "Hardly anything reached deep: " + seen.statuses());
        assertEquals(List.of(), logs.complaints());
        late.forEach((program, footprint) -> {
            assertTrue(footprint.isFlatSince(early.get(program)), program + ": " + footprint.since(early.get(program)));
            assertTrue(footprint.handles() <= early.get(program).handles() + 64, program + ": " + footprint);
        });
    }

    private static int shares(Sender sender) {
        return sender.door.name().equals("gateway") ? 1 : Cluster.SERVICES.size();
    }

    private static Map<String, Footprint> footprints() throws IOException, InterruptedException {
        Map<String, Footprint> footprints = new LinkedHashMap<>();
        for (String service : Cluster.SERVICES) {
            footprints.put(service, Footprint.of(cluster.service(service)));
        }
        footprints.put("gateway", Footprint.of(cluster.gateway(0)));
        return footprints;
    }

    private static void report(
            Seen seen, List<Sender> senders, Map<String, Footprint> early, Map<String, Footprint> late)
            throws IOException {
        List<Operation> operations = senders.getLast().door.document().operations();
        List<String> never = operations.stream()
                .map(Operation::toString)
                .filter(operation -> !seen.succeeded().contains(operation))
                .toList();
        Files.writeString(
                ANSWERS,
                seen.statuses() + "\nNever succeeded:\n"
                        + String.join("\n", never.stream().map(seen::good).toList()));
        Findings.add(
                GeneratedRequestsTest.class,
                "generated requests: wrong types, numbers, texts, nesting, methods, media types, headers, ids",
                "%d of %d operations, through the gateway and to each service"
                        .formatted(seen.count(), operations.size()),
                "no failure, nothing of the inside; every answer as the OpenAPI document has it",
                "%d faults; %d operations have succeeded too; %s; %d kept connections were closed instead"
                        .formatted(
                                seen.faults().size(),
                                operations.size() - never.size(),
                                seen.classes(),
                                seen.timesClosed()));
        late.forEach((program, footprint) -> Findings.add(
                GeneratedRequestsTest.class,
                "what " + program + " takes up, from a third of the generated requests to the end",
                "once",
                "flat",
                footprint.since(early.get(program))));
    }

    private interface Task {

        void run(Sender sender) throws Exception;
    }

    private static void inParallel(List<Sender> senders, Task task) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<?>> running = new ArrayList<>();
            for (Sender sender : senders) {
                running.add(threads.submit(() -> {
                    task.run(sender);
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        }
    }

    /** What was answered, over all senders. */
    private static final class Seen {

        private final Map<String, AtomicInteger> byStatus = new ConcurrentSkipListMap<>();
        private final Map<String, String> faults = new ConcurrentSkipListMap<>();
        private final Set<String> succeeded = new ConcurrentSkipListSet<>();
        private final Map<String, String> good = new ConcurrentHashMap<>();
        private final AtomicInteger count = new AtomicInteger();
        private final AtomicInteger closed = new AtomicInteger();

        void note(Operation operation, int status, String type) {
            count.incrementAndGet();
            if (status < 300) {
                succeeded.add(operation.toString());
            }
            byStatus.computeIfAbsent((status + " " + type).strip(), _ -> new AtomicInteger())
                    .incrementAndGet();
        }

        /** A kept connection was closed rather than answered over. */
        void closed() {
            closed.incrementAndGet();
        }

        /** How often that was so. */
        int timesClosed() {
            return closed.get();
        }

        /** One of each kind is enough to see what it is. */
        void fault(String kind, String all) {
            if (faults.size() < MAX_FAULTS) {
                faults.putIfAbsent(kind, all);
            }
        }

        void good(Operation operation, String answer) {
            good.put(operation.toString(), answer.substring(0, Math.min(200, answer.length())));
        }

        /** How a good request was answered last. */
        String good(String operation) {
            return operation + " " + good.get(operation);
        }

        /** Those that did what they are there for at least once. */
        Set<String> succeeded() {
            return succeeded;
        }

        int count() {
            return count.get();
        }

        List<String> faults() {
            return List.copyOf(faults.values());
        }

        Map<String, AtomicInteger> statuses() {
            return byStatus;
        }

        int answersBetween(int first, int last) {
            return byStatus.entrySet().stream()
                    .filter(entry -> statusOf(entry.getKey()) >= first && statusOf(entry.getKey()) <= last)
                    .mapToInt(entry -> entry.getValue().get())
                    .sum();
        }

        private static int statusOf(String key) {
            return Integer.parseInt(key.substring(0, 3));
        }

        /** How many answers there were of each status. */
        String classes() {
            Map<Integer, Integer> counts = new TreeMap<>();
            byStatus.forEach((key, number) -> counts.merge(statusOf(key), number.get(), Integer::sum));
            return counts.entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + entry.getValue())
                    .reduce((first, second) -> first + ", " + second)
                    .orElse("no answers");
        }
    }

    /** A user of one door, who owns things and asks for them in odd ways. */
    private static final class Sender {

        private final Door door;
        private final String token;
        private final DocumentedAnswers rules;
        private final Seen seen;
        private final Possessions possessions;
        private final RequestGenerator generator;

        Sender(Door door, List<String> roles, DocumentedAnswers rules, Seen seen, Random random) {
            this.door = door;
            this.token = TestTokens.of("odd-" + UUID.randomUUID(), roles.toArray(String[]::new));
            this.rules = rules;
            this.seen = seen;
            this.possessions = new Possessions(door.document().operations(), random);
            this.generator = new RequestGenerator(door.url(), door.document().operations(), possessions, random);
        }

        /** Sends what the document's examples are, as often as what builds upon others needs. */
        void makeThings() throws InterruptedException {
            for (int pass = 0; pass < PASSES; pass++) {
                for (Operation operation : door.document().operations()) {
                    if (!operation.method().equals("DELETE")) {
                        send(generator.good(operation));
                    }
                }
            }
            for (Operation operation : door.document().operations()) {
                if (operation.method().equals("GET")) {
                    send(generator.head(operation));
                }
            }
        }

        void sendSpoilt(int times) throws InterruptedException {
            for (int time = 0; time < times; time++) {
                send(generator.spoilt());
            }
        }

        private void send(Generated generated) throws InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(generated.request(), (name, value) -> true)
                    .header("Authorization", "Bearer " + token)
                    .build();
            try {
                HttpResponse<InputStream> answer = answer(request);
                String body = text(answer);
                List<String> faults = rules.faults(generated.operation(), generated.isDocumented(), answer, body);
                JsonNode json = Client.json(body);
                if (generated.how().isEmpty()) {
                    seen.good(generated.operation(), door.name() + " " + answer.statusCode() + " " + body);
                }
                seen.note(
                        generated.operation(),
                        answer.statusCode(),
                        json.path("type").asText().replace("urn:problem:", ""));
                faults.forEach(fault -> seen.fault(
                        generated.operation() + " " + answer.statusCode() + " "
                                + fault.substring(0, Math.min(90, fault.length())),
                        "%s %s %s: %d %s %s"
                                .formatted(
                                        door.name(),
                                        request.method() + " " + request.uri(),
                                        generated.how(),
                                        answer.statusCode(),
                                        fault,
                                        body.substring(0, Math.min(400, body.length())))));
                if (answer.statusCode() < 300) {
                    possessions.learn(
                            generated.operation(),
                            request.uri().getPath(),
                            answer.headers().firstValue("Location"),
                            answer.headers().firstValue("ETag"),
                            json);
                }
            } catch (IOException none) {
                seen.fault(
                        generated.operation() + " " + none,
                        door.name() + " " + request + " " + generated.how() + " had no answer: " + none);
            }
        }

        /** As any client, tries once more where the connection that it kept was closed before there was a byte of an answer. */
        private HttpResponse<InputStream> answer(HttpRequest request) throws IOException, InterruptedException {
            try {
                return HTTP.send(request, BodyHandlers.ofInputStream());
            } catch (IOException failure) {
                if (!String.valueOf(failure.getMessage()).endsWith("received no bytes")) {
                    throw failure;
                }
                seen.closed();
                return HTTP.send(request, BodyHandlers.ofInputStream());
            }
        }

        /** A stream that goes on is left at once. */
        private static String text(HttpResponse<InputStream> answer) throws IOException {
            // "Accept-Encoding: *" takes it too.
            boolean isZipped = answer.headers()
                    .firstValue("Content-Encoding")
                    .filter("gzip"::equals)
                    .isPresent();
            try (InputStream raw = answer.body();
                    InputStream body = isZipped ? new GZIPInputStream(raw) : raw) {
                return DocumentedAnswers.mediaType(answer).equals("text/event-stream")
                        ? ""
                        : new String(body.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }
}

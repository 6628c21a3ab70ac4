package dev.trainyard.systemtests.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trainyard.testkit.TestTokens;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Follows the log of a deployment; when its stream ends, comes again and says what it has seen last. */
final class RunFollower implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final Queue<String> refusals = new ConcurrentLinkedQueue<>();
    private final AtomicInteger streams = new AtomicInteger();
    private final Supplier<String> door;
    private final String user;
    private final String path;
    private final String token;
    private final Thread thread;
    private volatile boolean stopped;
    private String last = "";

    RunFollower(Supplier<String> door, String user, String deployment) {
        this.door = door;
        this.user = user;
        this.path = "/api/v1/deployments/" + deployment + "/logs/tail";
        this.token = TestTokens.of(user, "user");
        this.thread = Thread.ofVirtual().start(this::follow);
    }

    String user() {
        return user;
    }

    /** The ids of the runs that it was told of. */
    Set<String> seen() {
        return Set.copyOf(seen);
    }

    /** What it was answered when it was not let in. */
    Queue<String> refusals() {
        return refusals;
    }

    /** How often it was let in. */
    int streams() {
        return streams.get();
    }

    private void follow() {
        while (!stopped) {
            try {
                HttpResponse<InputStream> answer = http.send(request(), BodyHandlers.ofInputStream());
                if (answer.statusCode() == 200) {
                    streams.incrementAndGet();
                    read(answer.body());
                } else {
                    answer.body().close();
                    refusals.add("a stream was answered " + answer.statusCode());
                }
            } catch (IOException broken) {
                // As a browser: what ends, however it does, is asked for again.
            } catch (InterruptedException over) {
                return;
            }
        }
    }

    private HttpRequest request() {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(door.get() + path)).header("Authorization", "Bearer " + token);
        return last.isEmpty()
                ? request.build()
                : request.header("Last-Event-ID", last).build();
    }

    private void read(InputStream events) throws IOException {
        String event = "";
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(events, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event:")) {
                    event = line.substring("event:".length()).strip();
                } else if (line.startsWith("id:")) {
                    last = line.substring("id:".length()).strip();
                } else if (line.startsWith("data:") && event.equals("run")) {
                    seen.add(JSON.readTree(line.substring("data:".length()))
                            .at("/id")
                            .asText());
                }
            }
        }
    }

    @Override
    public void close() {
        stopped = true;
        http.shutdownNow();
        thread.interrupt();
    }
}

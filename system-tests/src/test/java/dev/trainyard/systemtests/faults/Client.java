package dev.trainyard.systemtests.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.trainyard.testkit.TestTokens;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** One user of the suite, who waits for an answer no longer than anybody would. */
final class Client {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final long PAUSE_MILLIS = 100;
    private static final Duration RENEWAL = Duration.ofMinutes(5);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final Supplier<String> door;
    private final String user;
    private final String[] roles;
    private String token;
    private long signed;

    /**
     * A user with a good token.
     *
     * @param door the gateway's address, or that of a service
     */
    Client(String door, String user, String... roles) {
        this(() -> door, user, roles);
    }

    /**
     * A user with a good token, who goes to another door each time.
     *
     * @param door gives the address for each request
     */
    Client(Supplier<String> door, String user, String... roles) {
        this.door = door;
        this.user = user;
        this.roles = roles.length == 0 ? new String[] {"user"} : roles.clone();
    }

    /** Users with good tokens: one's name, a hyphen and a number from 0. */
    static List<Client> several(int users, String door, String name) {
        return IntStream.range(0, users)
                .mapToObj(number -> new Client(door, name + "-" + number))
                .toList();
    }

    /** As one does who comes back later. */
    static void pause() throws InterruptedIOException {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Stopped while it paused");
        }
    }

    /** Before the one that there is expires, another: some tests last longer than a token. */
    private synchronized String token() {
        if (token == null || System.nanoTime() - signed > RENEWAL.toNanos()) {
            token = TestTokens.of(user, roles);
            signed = System.nanoTime();
        }
        return token;
    }

    /**
     * An answer.
     *
     * @param took from the request to the last byte
     */
    record Answer(int status, JsonNode body, HttpResponse<String> raw, Duration took) {

        boolean succeeded() {
            return status >= 200 && status < 300;
        }

        /** Whether it says to come back later, and when. */
        boolean isPostponed() {
            return (status == 503 || status == 429) && header("Retry-After").isPresent();
        }

        /** The text at a JSON pointer, such as {@code /deployment/id}; empty where there is none. */
        String text(String pointer) {
            return body.at(pointer).asText();
        }

        Optional<String> header(String name) {
            return raw.headers().firstValue(name);
        }

        @Override
        public String toString() {
            return raw.request().method() + " " + raw.request().uri().getPath() + ": " + status + " " + raw.body();
        }
    }

    String user() {
        return user;
    }

    Answer get(String path) throws IOException {
        return send("GET", path, null);
    }

    Answer delete(String path, String... headers) throws IOException {
        return send("DELETE", path, null, headers);
    }

    Answer post(String path, String body, String... headers) throws IOException {
        return send("POST", path, body, headers);
    }

    Answer put(String path, String body, String... headers) throws IOException {
        return send("PUT", path, body, headers);
    }

    /**
     * Asks once.
     *
     * @param body JSON, or null for none
     * @param headers names and values in turn
     * @throws IOException when there was no answer: whether it was done nobody knows
     */
    Answer send(String method, String path, String body, String... headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(door.get() + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token())
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        long begin = System.nanoTime();
        try {
            HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answer(
                    answer.statusCode(), json(answer.body()), answer, Duration.ofNanos(System.nanoTime() - begin));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Stopped while it waited");
        }
    }

    /** What a body says; a missing node where it is no JSON. */
    static JsonNode json(String body) {
        try {
            JsonNode read = JSON.readTree(body);
            return read == null ? MissingNode.getInstance() : read;
        } catch (JsonProcessingException other) {
            return MissingNode.getInstance();
        }
    }
}

package dev.trainyard.systemtests.faults;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** Somebody else's server, that is called by messages and by workflows: it counts how often each of them comes. */
final class Receiver implements AutoCloseable {

    /** What says of a call that it is the same as one before. */
    static final String MESSAGE = "webhook-id";

    static final String CALL = "Idempotency-Key";

    private final HttpServer server;
    private final Map<String, Integer> messages = new ConcurrentHashMap<>();
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();

    private Receiver(HttpServer server) {
        this.server = server;
    }

    static Receiver start() throws IOException {
        Receiver receiver =
                new Receiver(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024));
        receiver.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        receiver.server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            receiver.count(receiver.messages, exchange.getRequestHeaders().getFirst(MESSAGE));
            receiver.count(receiver.calls, exchange.getRequestHeaders().getFirst(CALL));
            byte[] answer = "{\"taken\": true}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        receiver.server.start();
        return receiver;
    }

    private void count(Map<String, Integer> counts, String id) {
        if (id != null) {
            counts.merge(id, 1, Integer::sum);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** How often each message has come. */
    Map<String, Integer> messages() {
        return Map.copyOf(messages);
    }

    /** How often each call has come. */
    Map<String, Integer> calls() {
        return Map.copyOf(calls);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

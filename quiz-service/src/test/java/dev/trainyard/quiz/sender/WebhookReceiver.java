package dev.trainyard.quiz.sender;

import com.sun.net.httpserver.HttpServer;
import dev.trainyard.kit.webhook.Signature;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Somebody who takes webhooks, and answers all of them in the same way. */
public final class WebhookReceiver implements AutoCloseable {

    private static final int HANGS = 0;

    private final HttpServer server;
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();

    /** A webhook that came. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
    public record Received(String method, String path, String contentType, Signature signature, byte[] body) {}

    /** Answers with a status, and headers in pairs. */
    public WebhookReceiver(int status, String... headers) throws IOException {
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            var sent = exchange.getRequestHeaders();
            received.add(new Received(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    sent.getFirst("Content-Type"),
                    new Signature(
                            sent.getFirst("webhook-id"),
                            sent.getFirst("webhook-timestamp"),
                            sent.getFirst("webhook-signature")),
                    exchange.getRequestBody().readAllBytes()));
            if (status == HANGS) {
                return;
            }
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    /** One that takes what comes and says nothing. */
    static WebhookReceiver silent() throws IOException {
        return new WebhookReceiver(HANGS);
    }

    public String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** The next that came, which may take a moment; null when none does. */
    public Received next() throws InterruptedException {
        return received.poll(20, TimeUnit.SECONDS);
    }

    /** Those that nobody has taken yet. */
    List<Received> left() {
        return List.copyOf(received);
    }

    /** From now on nobody is there. */
    void stop() {
        server.stop(0);
    }

    @Override
    public void close() {
        stop();
    }
}

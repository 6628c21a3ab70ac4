package dev.trainyard.gateway.stub;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A service that speaks WebSocket by a real library. */
public final class LiveService implements QuarkusTestResourceLifecycleManager {

    /** What the handshakes said that arrived. */
    public static final Queue<Map.Entry<String, List<Map.Entry<String, String>>>> HANDSHAKES =
            new ConcurrentLinkedQueue<>();

    public static final AtomicInteger OPEN = new AtomicInteger();
    public static final AtomicLong FLOODED = new AtomicLong();

    private static final int MEGABYTE = 1024 * 1024;

    private Vertx vertx;

    @Override
    public Map<String, String> start() {
        return Map.of(
                "trainyard.gateway.services.live.url", url(),
                "trainyard.gateway.services.live.management-url", url(),
                "trainyard.gateway.services.live.paths", "/api/v1/live");
    }

    /** Where it listens, from now on. */
    public String url() {
        vertx = Vertx.vertx();
        HttpServer server = vertx.createHttpServer(new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(0)
                        .setMaxWebSocketFrameSize(4 * MEGABYTE)
                        .setMaxWebSocketMessageSize(4 * MEGABYTE)
                        .addWebSocketSubProtocol("chat"))
                .requestHandler(LiveService::answer)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return "http://127.0.0.1:" + server.actualPort();
    }

    private static void answer(HttpServerRequest request) {
        HANDSHAKES.add(Map.entry(request.path(), request.headers().entries()));
        switch (request.path()) {
            case "/api/v1/live/echo" ->
                accept(request, socket -> {
                    socket.textMessageHandler(socket::writeTextMessage);
                    socket.binaryMessageHandler(socket::writeBinaryMessage);
                });
            case "/api/v1/live/deaf" -> accept(request, ServerWebSocket::pause);
            case "/api/v1/live/flood" -> accept(request, LiveService::flood);
            case "/api/v1/live/leaves" -> accept(request, socket -> socket.close((short) 4000, "enough"));
            case "/api/v1/live/dies" ->
                accept(
                        request,
                        socket ->
                                socket.handler(anything -> request.connection().close()));
            default ->
                request.response().setStatusCode(426).putHeader("X-Live", "no").end("not here");
        }
    }

    private interface Manner {
        void of(ServerWebSocket socket);
    }

    private static void accept(HttpServerRequest request, Manner manner) {
        request.toWebSocket().onSuccess(socket -> {
            OPEN.incrementAndGet();
            socket.closeHandler(closed -> OPEN.decrementAndGet());
            socket.exceptionHandler(broken -> {});
            manner.of(socket);
        });
    }

    private static void flood(ServerWebSocket socket) {
        Buffer drop = Buffer.buffer(new byte[64 * 1024]);
        while (!socket.writeQueueFull() && !socket.isClosed()) {
            socket.writeBinaryMessage(drop);
            FLOODED.addAndGet(drop.length());
        }
        socket.drainHandler(drained -> flood(socket));
    }

    @Override
    public void stop() {
        vertx.close();
    }
}

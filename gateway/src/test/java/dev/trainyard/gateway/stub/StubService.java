package dev.trainyard.gateway.stub;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A service behind the gateway, on a real socket, that does exactly what a test tells it, however bad. It is its own
 * management address as well. Paths without a script answer 200 with {@code ok}.
 */
public final class StubService {

    private static final String READY = "/q/health/ready";
    private static final int FIRST_PORT = 20_000;
    private static final int LAST_PORT = 32_000;

    /** What to do with a request. */
    public interface Script {
        void play(Conversation conversation) throws Exception;
    }

    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    private final Queue<Conversation> received = new ConcurrentLinkedQueue<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private int port;
    private volatile ServerSocket listener;
    private volatile Thread acceptor;

    /** A stub that listens from now on. */
    public static StubService started() {
        StubService stub = new StubService();
        stub.start();
        return stub;
    }

    public int port() {
        return port;
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Plays {@code script} on requests for {@code path}. */
    public void on(String path, Script script) {
        scripts.put(path, script);
    }

    /** The requests that came for {@code path}. */
    public Queue<Conversation> received(String path) {
        Queue<Conversation> matching = new ConcurrentLinkedQueue<>(received);
        matching.removeIf(conversation -> !conversation.path().equals(path));
        return matching;
    }

    /** The last request for {@code path}. */
    public Conversation last(String path) {
        Conversation last = null;
        for (Conversation conversation : received(path)) {
            last = conversation;
        }
        return last;
    }

    /** All requests but the probes. */
    public Queue<Conversation> received() {
        Queue<Conversation> matching = new ConcurrentLinkedQueue<>(received);
        matching.removeIf(conversation -> conversation.path().startsWith("/q/"));
        return matching;
    }

    /** Listens, on the same port as before if there was one. */
    public void start() {
        listener = port == 0 ? listenAnywhere() : listenOn(port).orElseThrow();
        port = listener.getLocalPort();
        ServerSocket accepting = listener;
        acceptor = Thread.ofVirtual().start(() -> accept(accepting));
    }

    /** Below the ports that systems hand out, so that nobody gets ours while we are stopped. */
    private static ServerSocket listenAnywhere() {
        return ThreadLocalRandom.current()
                .ints(FIRST_PORT, LAST_PORT)
                .mapToObj(StubService::listenOn)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow();
    }

    private static Optional<ServerSocket> listenOn(int port) {
        try {
            return Optional.of(new ServerSocket(port, 1024, InetAddress.getLoopbackAddress()));
        } catch (IOException taken) {
            return Optional.empty();
        }
    }

    /** Refuses new connections and breaks all that there are, as a crash does. */
    public void stop() {
        try {
            listener.close();
            // Only when it has left the listener is the port free again.
            acceptor.join();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException alreadyClosed) {
            throw new UncheckedIOException(alreadyClosed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private void accept(ServerSocket accepting) {
        try {
            while (true) {
                Socket connection = accepting.accept();
                connections.add(connection);
                Thread.ofVirtual().start(() -> serve(connection));
            }
        } catch (IOException closed) {
            // Stopped.
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            for (Conversation next = Conversation.next(connection, in);
                    next != null;
                    next = Conversation.next(connection, in)) {
                received.add(next);
                scripts.getOrDefault(next.path(), StubService::ordinary).play(next);
                if (next.isOver()) {
                    return;
                }
                next.skipBody();
            }
        } catch (Exception closed) {
            // The other side went away, or the script wanted it so.
        } finally {
            connections.remove(connection);
        }
    }

    private static void ordinary(Conversation conversation) throws IOException {
        if (conversation.path().equals("/q/openapi")) {
            conversation.answer(404, "");
            return;
        }
        conversation.body();
        conversation.answer(200, conversation.path().equals(READY) ? "{}" : "ok", "Content-Type: text/plain");
    }
}

package dev.trainyard.deployment.call;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server by hand, on bare sockets, that can do what no library would. */
final class OtherSide implements AutoCloseable {

    /** How it serves a connection; returning closes it. */
    interface Manner {
        void serve(Received request, Socket socket, OutputStream out) throws Exception;
    }

    /** A request as it came. */
    record Received(String line, Map<String, String> headers, String text) {

        String header(String name) {
            return headers.get(name);
        }
    }

    private final ServerSocket server;
    private final Manner manner;
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();

    /** Completed when a client has closed its connection. */
    final CompletableFuture<Void> closedByClient = new CompletableFuture<>();

    OtherSide(Manner manner) throws IOException {
        this(manner, new ServerSocket(0, 50, InetAddress.ofLiteral("0.0.0.0")));
    }

    OtherSide(Manner manner, ServerSocket server) {
        this.manner = manner;
        this.server = server;
        Thread.ofVirtual().start(this::accept);
    }

    /** Answers everything with these bytes. */
    static OtherSide answering(String answer) throws IOException {
        return new OtherSide((request, socket, out) -> out.write(answer.getBytes(UTF_8)));
    }

    static OtherSide answering(int status, String type, String body) throws IOException {
        return answering(status, type, body.getBytes(UTF_8));
    }

    static OtherSide answering(int status, String headers, byte[] body) throws IOException {
        return new OtherSide((request, socket, out) -> {
            out.write(("HTTP/1.1 " + status + " As said\r\nContent-Type: " + headers + "\r\nContent-Length: "
                            + body.length + "\r\n\r\n")
                    .getBytes(UTF_8));
            out.write(body);
        });
    }

    /** Answers with a redirect to here. */
    static OtherSide redirecting(int status, String location) throws IOException {
        return answering(
                "HTTP/1.1 " + status + " Elsewhere\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n");
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Received request = read(socket.getInputStream());
            received.add(request);
            manner.serve(request, socket, socket.getOutputStream());
        } catch (Exception gone) {
            closedByClient.complete(null);
        }
    }

    /** Waits until the client closes the connection; for manners that have nothing more to say. */
    void untilClosed(Socket socket) throws IOException {
        while (socket.getInputStream().read() >= 0) {
            // It has nothing to say that matters.
        }
        closedByClient.complete(null);
    }

    private static Received read(InputStream in) throws IOException {
        String line = line(in);
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            headers.put(
                    header.substring(0, header.indexOf(':')),
                    header.substring(header.indexOf(':') + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
        return new Received(line, headers, new String(in.readNBytes(length), UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("It is over");
            }
            line.write(c);
        }
        return line.toString(ISO_8859_1).strip();
    }

    /** The request that came, which may take a moment. */
    Received request() throws InterruptedException {
        return received.poll(10, TimeUnit.SECONDS);
    }

    List<Received> requests() {
        return List.copyOf(received);
    }

    int port() {
        return server.getLocalPort();
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}

package dev.trainyard.gateway.stub;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** A client that sends exactly the bytes it is given, which no library would. */
public final class RawClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    /** A request of a user with a good token, with no body. */
    public static String get(String path) {
        return request("GET " + path, authorization());
    }

    /** The head of a request of a user with a good token, whose body follows. */
    public static String post(String path, String... headers) {
        return request(
                "POST " + path,
                Stream.concat(Stream.of(authorization()), Stream.of(headers)).toArray(String[]::new));
    }

    /** The head of a request to the gateway; {@code start} is its method and target. */
    public static String request(String start, String... headers) {
        return "%s HTTP/1.1\r\nHost: gateway\r\n%s\r\n"
                .formatted(
                        start,
                        String.join("", Stream.of(headers).map(h -> h + "\r\n").toList()));
    }

    /** The header that carries a good token. */
    public static String authorization() {
        return "Authorization: Bearer " + TestTokens.good();
    }

    public RawClient(int port) throws IOException {
        this(port, PATIENCE_MILLIS);
    }

    /** One that waits only so long for each byte. */
    public RawClient(int port, int patienceMillis) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        // A gateway that never answers fails the test instead of stopping it.
        socket.setSoTimeout(patienceMillis);
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    public RawClient send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public RawClient send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
        return this;
    }

    /** Reads up to and including {@code end}; what came so far when the connection closes before. */
    public String readUntil(String end) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end) == -1) {
            int read = in.read();
            if (read == -1) {
                break;
            }
            text.append((char) read);
        }
        return text.toString();
    }

    /** The head of the next answer. */
    public String readHead() throws IOException {
        return readUntil("\r\n\r\n");
    }

    /** The next {@code count} bytes, or fewer when the connection closes before. */
    public byte[] read(int count) throws IOException {
        return in.readNBytes(count);
    }

    /** Everything until the connection closes. */
    public String readAll() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

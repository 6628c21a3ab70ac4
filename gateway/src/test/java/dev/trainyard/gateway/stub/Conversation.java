package dev.trainyard.gateway.stub;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One request as a stub sees it, byte for byte, and the means to answer it, or to answer it badly. */
public final class Conversation {

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final String method;
    private final String target;
    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private boolean bodyRead;

    private Conversation(Socket socket, InputStream in, String requestLine) throws IOException {
        this.socket = socket;
        this.in = in;
        this.out = socket.getOutputStream();
        String[] parts = requestLine.split(" ", -1);
        this.method = parts[0];
        this.target = parts[1];
    }

    /** The next request on a connection, or null when there is none. */
    static Conversation next(Socket socket, InputStream in) throws IOException {
        String requestLine = line(in);
        if (requestLine == null) {
            return null;
        }
        Conversation conversation = new Conversation(socket, in, requestLine);
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            conversation
                    .headers
                    .computeIfAbsent(header.substring(0, colon), name -> new ArrayList<>())
                    .add(header.substring(colon + 1).strip());
        }
        return conversation;
    }

    public String method() {
        return method;
    }

    public String target() {
        return target;
    }

    public String path() {
        int query = target.indexOf('?');
        return query == -1 ? target : target.substring(0, query);
    }

    /** The values of the header, one each time it was sent. */
    public List<String> header(String name) {
        return headers.getOrDefault(name, List.of());
    }

    public List<String> headerNames() {
        return headers.keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
    }

    /** Up to {@code max} bytes of the body as they come; nothing at its end. For bodies with a length. */
    public byte[] readSome(int max) throws IOException {
        return in.readNBytes(max);
    }

    /** The whole body. */
    public byte[] body() throws IOException {
        bodyRead = true;
        if (!header("Transfer-Encoding").isEmpty()) {
            return chunks();
        }
        List<String> length = header("Content-Length");
        return length.isEmpty() ? new byte[0] : in.readNBytes(Integer.parseInt(length.getFirst()));
    }

    /** The whole body as text. */
    public String text() throws IOException {
        return new String(body(), StandardCharsets.ISO_8859_1);
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.write(in.readNBytes(size));
            line(in);
        }
        line(in);
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        String size = line(in);
        if (size == null) {
            throw new EOFException("The body was cut");
        }
        return Integer.parseInt(size, 16);
    }

    /** Answers properly. */
    public void answer(int status, String body, String... headers) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Whatever\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        if (status != 204 && status != 304) {
            head.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        write(head + "\r\n" + ("HEAD".equals(method) ? "" : body));
    }

    /** Writes exactly this. */
    public void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public void write(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Writes one chunk of a chunked body; the empty one ends it. */
    public void writeChunk(String chunk) throws IOException {
        write(Integer.toHexString(chunk.length()) + "\r\n" + chunk + "\r\n");
    }

    /** Closes the connection in the middle of whatever there is. */
    public void close() throws IOException {
        socket.close();
    }

    /** Breaks the connection as a crashed process or a lost host does. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Waits until the other side closes the connection. */
    public void awaitClosed() {
        try {
            while (in.read() != -1) {
                // What still comes is not wanted.
            }
        } catch (IOException reset) {
            // Closed all the same.
        }
    }

    boolean isOver() {
        return socket.isClosed();
    }

    void skipBody() throws IOException {
        if (!bodyRead) {
            body();
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int read = in.read();
        if (read == -1) {
            return null;
        }
        while (read != '\n') {
            if (read == -1) {
                throw new EOFException("The request was cut");
            }
            if (read != '\r') {
                line.append((char) read);
            }
            read = in.read();
        }
        return line.toString();
    }
}

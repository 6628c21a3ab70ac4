package dev.trainyard.gateway.stub;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A client that sends exactly the HTTP/2 frames it is given, which no library would. */
public final class RawHttp2 implements AutoCloseable {

    public static final int DATA = 0;
    public static final int HEADERS = 1;
    public static final int RST_STREAM = 3;
    public static final int SETTINGS = 4;
    public static final int PING = 6;
    public static final int GOAWAY = 7;
    public static final int CONTINUATION = 9;
    public static final int END_STREAM = 1;
    public static final int END_HEADERS = 4;

    private static final int PRIORITY = 0x20;
    private static final int PRIORITY_LENGTH = 5;
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final DefaultHttp2HeadersDecoder hpack = new DefaultHttp2HeadersDecoder(false);

    /** A frame that came. */
    public record Frame(int type, int flags, int stream, ByteBuffer payload) {

        /** What a reset or a goodbye gives as its reason, by the last four bytes of its fixed part. */
        public int error() {
            return payload.getInt(type == GOAWAY ? 4 : 0);
        }
    }

    /** One that has said hello. */
    public RawHttp2(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
        out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        send(SETTINGS, 0, 0, new byte[0]);
    }

    public RawHttp2 send(int type, int flags, int stream, byte[] payload) throws IOException {
        out.write(frame(type, flags, stream, payload));
        return this;
    }

    /** The bytes of a frame. */
    public static byte[] frame(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .put((byte) (payload.length >> 16))
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    /** Bytes as they are. */
    public RawHttp2 send(byte[] bytes) throws IOException {
        out.write(bytes);
        return this;
    }

    /** The head of a GET with a good token, and {@code more} names and values. */
    public static byte[] get(String path, String... more) {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.writeBytes(fields(":method", "GET", ":scheme", "http", ":path", path, ":authority", "gateway"));
        head.writeBytes(fields("authorization", "Bearer " + TestTokens.good()));
        head.writeBytes(fields(more));
        return head.toByteArray();
    }

    /** Names and values, neither compressed nor remembered nor looked at. */
    public static byte[] fields(String... namesAndValues) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            block.write(0);
            text(block, namesAndValues[i]);
            text(block, namesAndValues[i + 1]);
        }
        return block.toByteArray();
    }

    private static void text(ByteArrayOutputStream block, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length < 127) {
            block.write(bytes.length);
        } else {
            block.write(127);
            int left = bytes.length - 127;
            while (left >= 128) {
                block.write(left % 128 + 128);
                left /= 128;
            }
            block.write(left);
        }
        block.writeBytes(bytes);
    }

    /** The next frame, or null at the end of the connection. */
    public Frame read() throws IOException {
        try {
            int length = (in.readUnsignedByte() << 16) | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            int stream = in.readInt();
            return new Frame(type, flags, stream, ByteBuffer.wrap(in.readNBytes(length)));
        } catch (EOFException | SocketException closed) {
            return null;
        }
    }

    /** The next frame of {@code type}, or null when the connection ends before. */
    public Frame read(int type) throws IOException {
        Frame frame = read();
        while (frame != null && frame.type() != type) {
            frame = read();
        }
        return frame;
    }

    /**
     * How a stream is dealt with: its status; {@code "reset"}, or {@code "closed"} when it goes with the whole connection.
     */
    public String outcomeOf(int stream) throws IOException, Http2Exception {
        for (Frame frame = read(); frame != null; frame = read()) {
            if (frame.type() == GOAWAY) {
                return "closed";
            }
            if (frame.type() == HEADERS) {
                ByteBuf block = Unpooled.wrappedBuffer(frame.payload());
                block.skipBytes((frame.flags() & PRIORITY) == 0 ? 0 : PRIORITY_LENGTH);
                Http2Headers headers = hpack.decodeHeaders(frame.stream(), block);
                if (frame.stream() == stream) {
                    return headers.status().toString();
                }
            }
            if (frame.type() == RST_STREAM && frame.stream() == stream) {
                return "reset";
            }
        }
        return "closed";
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

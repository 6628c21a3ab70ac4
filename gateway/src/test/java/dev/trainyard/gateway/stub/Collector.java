package dev.trainyard.gateway.stub;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.GZIPInputStream;

/** Takes OTLP over HTTP on a real socket, and reads as much of its Protocol Buffers as spans are made of. */
public final class Collector {

    private static final String PATH = "/v1/traces";

    private final StubService stub = StubService.started();
    private final Queue<Span> spans = new ConcurrentLinkedQueue<>();

    Collector() {
        stub.on(PATH, this::take);
    }

    /** A span as it came; its attributes as text. */
    public record Span(
            String traceId, String id, String parentId, String name, long kind, Map<String, String> attributes) {}

    public String url() {
        return stub.url() + PATH;
    }

    /** The spans of the requests with this id. */
    public List<Span> spansOf(String requestId) {
        return spans.stream()
                .filter(span -> requestId.equals(span.attributes().get("trainyard.request.id")))
                .toList();
    }

    /** The last export as a request. */
    public Conversation lastExport() {
        return stub.last(PATH);
    }

    private void take(Conversation export) throws IOException {
        byte[] body = new GZIPInputStream(new ByteArrayInputStream(export.body())).readAllBytes();
        for (ByteBuffer ofResource : messages(ByteBuffer.wrap(body), 1)) {
            for (ByteBuffer ofScope : messages(ofResource, 2)) {
                messages(ofScope, 2).forEach(span -> spans.add(span(span)));
            }
        }
        export.answer(200, "", "Content-Type: application/x-protobuf");
    }

    private static Span span(ByteBuffer message) {
        Map<String, String> attributes = new HashMap<>();
        for (ByteBuffer attribute : messages(message, 9)) {
            Map<Integer, List<Object>> value = fields(messages(attribute, 2).getFirst());
            attributes.put(
                    text(messages(attribute, 1).getFirst()),
                    value.containsKey(1) ? text((ByteBuffer) value.get(1).getFirst()) : value.values() + "");
        }
        return new Span(
                hex(messages(message, 1)),
                hex(messages(message, 2)),
                hex(messages(message, 4)),
                text(messages(message, 5).getFirst()),
                (long) fields(message).get(6).getFirst(),
                attributes);
    }

    private static List<ByteBuffer> messages(ByteBuffer message, int field) {
        return fields(message).getOrDefault(field, List.of()).stream()
                .map(ByteBuffer.class::cast)
                .toList();
    }

    private static Map<Integer, List<Object>> fields(ByteBuffer message) {
        ByteBuffer in = message.duplicate().order(java.nio.ByteOrder.LITTLE_ENDIAN);
        Map<Integer, List<Object>> fields = new HashMap<>();
        while (in.hasRemaining()) {
            long key = varint(in);
            Object value =
                    switch ((int) (key & 7)) {
                        case 0 -> varint(in);
                        case 1 -> in.getLong();
                        case 2 -> part(in, (int) varint(in));
                        case 5 -> in.getInt();
                        default -> throw new IllegalStateException("wire type " + (key & 7));
                    };
            fields.computeIfAbsent((int) (key >>> 3), number -> new ArrayList<>())
                    .add(value);
        }
        return fields;
    }

    private static ByteBuffer part(ByteBuffer in, int length) {
        ByteBuffer part = in.slice(in.position(), length);
        in.position(in.position() + length);
        return part;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }

    private static String hex(List<ByteBuffer> bytes) {
        if (bytes.isEmpty()) {
            return "";
        }
        byte[] id = new byte[bytes.getFirst().remaining()];
        bytes.getFirst().duplicate().get(id);
        return HexFormat.of().formatHex(id);
    }
}

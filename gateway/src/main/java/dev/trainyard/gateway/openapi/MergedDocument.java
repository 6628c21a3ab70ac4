package dev.trainyard.gateway.openapi;

import dev.trainyard.http.digest.Sha256;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/**
 * The API of all services, ready to be sent.
 *
 * @param plain as it is
 * @param compressed the same in gzip, made once for all who ask
 * @param tag its entity tag, the same from every replica that has the same document
 * @param words the segments of its paths that stand for themselves
 */
record MergedDocument(Buffer plain, Buffer compressed, String tag, Set<String> words) {

    private static final int BYTES_OF_TAG = 12;

    static MergedDocument of(JsonObject document) {
        Buffer plain = document.toBuffer();
        return new MergedDocument(plain, gzip(plain.getBytes()), tag(plain.getBytes()), words(document));
    }

    private static Buffer gzip(byte[] plain) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(plain.length / 4);
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Buffer.buffer(compressed.toByteArray());
    }

    private static String tag(byte[] plain) {
        return '"' + HexFormat.of().formatHex(Sha256.of(plain), 0, BYTES_OF_TAG) + '"';
    }

    private static Set<String> words(JsonObject document) {
        return document.getJsonObject("paths", new JsonObject()).fieldNames().stream()
                .flatMap(path -> Arrays.stream(path.split("/", -1)))
                .filter(segment -> !segment.isEmpty() && segment.indexOf('{') == -1)
                .collect(Collectors.toUnmodifiableSet());
    }
}

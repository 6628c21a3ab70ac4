package dev.trainyard.gateway.coding;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Decides which answers are compressed, and says so in their headers. */
@Singleton
public class Compression {

    private static final Set<String> TYPES = Set.of("application/json", "application/problem+json", "text/csv");
    private static final CharSequence GZIP = HttpHeaders.createOptimized("gzip");
    private static final String ACCEPT_ENCODING = "Accept-Encoding";

    private final boolean enabled;
    private final long minLength;
    private final int level;
    private final int maxStreams;
    private final ThreadLocal<Pool> pools = ThreadLocal.withInitial(Pool::new);

    Compression(CodingConfig config) {
        this.enabled = config.enabled();
        this.minLength = config.minLength().asLongValue();
        this.level = config.level();
        this.maxStreams = config.maxStreams();
    }

    /**
     * The compressing way out for the body of {@code response}, whose headers are as the service sent them and become
     * those of the compressed answer; empty when the answer is to go out as it is.
     *
     * @param length how long the body is; negative when only its end will tell
     */
    public Optional<GzipStream> begin(HttpServerRequest request, HttpServerResponse response, long length) {
        MultiMap headers = response.headers();
        if (response.getStatusCode() == 304) {
            tagAsKnown(request.getHeader(HttpHeaders.IF_NONE_MATCH), headers);
            return Optional.empty();
        }
        if (!enabled || !isCompressible(headers)) {
            return Optional.empty();
        }
        Vary.add(headers, ACCEPT_ENCODING);
        if (!isWorthIt(response.getStatusCode(), length) || !isTaken(request)) {
            return Optional.empty();
        }
        Optional<Compressor> compressor = pools.get().take();
        if (compressor.isPresent()) {
            headers.remove(HttpHeaders.CONTENT_LENGTH);
            headers.remove(HttpHeaders.ACCEPT_RANGES);
            headers.set(HttpHeaders.CONTENT_ENCODING, GZIP);
            String tag = headers.get(HttpHeaders.ETAG);
            if (tag != null) {
                headers.set(HttpHeaders.ETAG, EntityTags.compressed(tag));
            }
        }
        return compressor.map(
                it -> new GzipStream(response, it, () -> pools.get().giveBack(it)));
    }

    /** "Not modified" has the tag that the client asked about, or its cache would take it for another thing's. */
    private static void tagAsKnown(String condition, MultiMap headers) {
        String tag = headers.get(HttpHeaders.ETAG);
        if (tag != null && EntityTags.namesCompressed(condition, tag)) {
            headers.set(HttpHeaders.ETAG, EntityTags.compressed(tag));
        }
    }

    private static boolean isCompressible(MultiMap headers) {
        String type = headers.get(HttpHeaders.CONTENT_TYPE);
        if (type == null || headers.contains(HttpHeaders.CONTENT_ENCODING)) {
            return false;
        }
        int semicolon = type.indexOf(';');
        String media = semicolon == -1 ? type : type.substring(0, semicolon).strip();
        String caching = headers.get(HttpHeaders.CACHE_CONTROL);
        return TYPES.contains(media.toLowerCase(Locale.ROOT)) && (caching == null || !caching.contains("no-transform"));
    }

    private boolean isWorthIt(int status, long length) {
        // Part of a thing is part of its plain bytes.
        return status != 206 && (length < 0 || length >= minLength);
    }

    private static boolean isTaken(HttpServerRequest request) {
        return request.version() != HttpVersion.HTTP_1_0
                && !request.method().equals(HttpMethod.HEAD)
                && request.headers().contains(HttpHeaders.ACCEPT_ENCODING)
                && AcceptedCodings.takeGzip(request.headers().getAll(HttpHeaders.ACCEPT_ENCODING));
    }

    /** The compressors of one event loop. */
    private final class Pool {
        private final Deque<Compressor> idle = new ArrayDeque<>();
        private int made;

        Optional<Compressor> take() {
            if (idle.isEmpty() && made < maxStreams) {
                made++;
                return Optional.of(new Compressor(level));
            }
            return Optional.ofNullable(idle.poll());
        }

        void giveBack(Compressor compressor) {
            compressor.reset();
            idle.push(compressor);
        }
    }
}

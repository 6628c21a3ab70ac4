package dev.trainyard.http.request;

import io.vertx.ext.web.RoutingContext;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;

/**
 * The W3C trace context of a request: the client's when it is well-formed, otherwise one that begins here. What is
 * malformed must not travel on, since whoever reads it may be less careful.
 */
public final class TraceParent {

    public static final String HEADER = "traceparent";

    private static final String KEY = "trainyard.traceparent";
    // Version ff is forbidden; an id of zeros means that there is none.
    private static final Pattern WELL_FORMED =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private TraceParent() {}

    /** The trace context of this request, or null before it has one. */
    public static String of(RoutingContext exchange) {
        return exchange.get(KEY);
    }

    /** From here on the request belongs to {@code traceparent}: somebody recorded a span of it that stands between. */
    public static void continueWith(RoutingContext exchange, String traceparent) {
        exchange.put(KEY, traceparent);
        MDC.put("traceId", traceIdOf(traceparent));
    }

    static String give(RoutingContext exchange) {
        String sent = exchange.request().getHeader(HEADER);
        String traceparent = sent != null && WELL_FORMED.matcher(sent).matches() ? sent : begun();
        exchange.put(KEY, traceparent);
        return traceparent;
    }

    /** The trace id of this request, or null before it has one. */
    public static String traceIdOf(RoutingContext exchange) {
        String traceparent = of(exchange);
        return traceparent == null ? null : traceIdOf(traceparent);
    }

    /** Whether two contexts are of the same trace; the first may be anything that a client sends. */
    public static boolean isSameTrace(String sent, String traceparent) {
        return WELL_FORMED.matcher(sent).matches() && traceIdOf(sent).equals(traceIdOf(traceparent));
    }

    static String traceIdOf(String traceparent) {
        return traceparent.substring(3, 35);
    }

    private static String begun() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        // Only zeros as a whole are forbidden, and the low half of each id is never zero.
        return "00-" + hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong(1, Long.MAX_VALUE)) + "-"
                + hex.toHexDigits(random.nextLong(1, Long.MAX_VALUE)) + "-01";
    }
}

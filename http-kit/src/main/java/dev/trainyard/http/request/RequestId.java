package dev.trainyard.http.request;

import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;

/**
 * Gives every request an id that is in its answer, in its problem details and in each of its log lines, and carries the
 * W3C trace id into the log. An id sent by the client is kept when it is harmless, so that one id can span systems.
 */
public final class RequestId {

    public static final String HEADER = "X-Request-Id";

    private static final String KEY = "trainyard.request-id";
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private RequestId() {}

    /** The id of this request, or null before it has one. */
    public static String of(RoutingContext exchange) {
        return exchange.get(KEY);
    }

    static void give(RoutingContext exchange) {
        String sent = exchange.request().getHeader(HEADER);
        String id = sent != null && HARMLESS.matcher(sent).matches() ? sent : newId();
        exchange.put(KEY, id);
        exchange.response().putHeader(HEADER, id);
        MDC.put("requestId", id);
        MDC.put("traceId", TraceParent.traceIdOf(TraceParent.give(exchange)));
    }

    /** It only has to be another one each time: that nobody can guess it would cost a system call. */
    private static String newId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        // Version 4, and the variant of RFC 9562.
        return new UUID((random.nextLong() & ~0xF000L) | 0x4000L, (random.nextLong() >>> 2) | Long.MIN_VALUE)
                .toString();
    }
}

package dev.trainyard.gateway.forward;

import dev.trainyard.gateway.coding.EntityTags;
import dev.trainyard.gateway.coding.Vary;
import dev.trainyard.gateway.visit.Client;
import dev.trainyard.gateway.visit.Visit;
import dev.trainyard.http.request.RequestId;
import dev.trainyard.http.request.TraceParent;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;

/**
 * Which headers pass the gateway, in each direction. Those that speak of one connection only (RFC 9110, 7.6.1) stay on
 * it; those that say who the client is are ours to say; all others pass unchanged.
 */
final class HeaderRules {

    private static final CharSequence TRACEPARENT = HttpHeaders.createOptimized(TraceParent.HEADER);
    private static final CharSequence TRACESTATE = HttpHeaders.createOptimized("tracestate");
    private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized(RequestId.HEADER);
    private static final CharSequence FORWARDED_FOR = HttpHeaders.createOptimized("X-Forwarded-For");
    private static final CharSequence FORWARDED_PROTO = HttpHeaders.createOptimized("X-Forwarded-Proto");
    private static final CharSequence FORWARDED_HOST = HttpHeaders.createOptimized("X-Forwarded-Host");

    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final String VARY = "vary";

    private static final List<CharSequence> OF_ONE_CONNECTION = optimized(
            "Connection",
            "Keep-Alive",
            "Proxy-Authenticate",
            "Proxy-Authorization",
            "Proxy-Connection",
            "TE",
            "Trailer",
            "Transfer-Encoding",
            "Upgrade",
            "HTTP2-Settings");

    /** What a client must not tell a service, since some library may believe it. */
    private static final List<CharSequence> CLAIMS_OF_CLIENT = optimized(
            "Forwarded",
            "X-Forwarded-Port",
            "X-Forwarded-Prefix",
            "X-Forwarded-Ssl",
            "X-Forwarded-Scheme",
            "X-Forwarded-Server",
            "X-Forwarded-Tls-Client-Cert",
            "X-Forwarded-User",
            "X-Real-IP",
            "X-Original-URL",
            "X-Rewrite-URL",
            "X-HTTP-Method-Override",
            // Answered by the gateway before it asks for the body.
            "Expect");

    /** What tells an attacker which software to look up. */
    private static final List<CharSequence> TRACES_OF_SERVICE = optimized("Server", "X-Powered-By", "Via");

    private HeaderRules() {}

    /** What the gateway says of a request. */
    record Origin(Client client, String requestId, String traceparent) {

        /** What there is to say of the request of {@code exchange}. */
        static Origin of(RoutingContext exchange) {
            return new Origin(Visit.of(exchange).client(), RequestId.of(exchange), TraceParent.of(exchange));
        }
    }

    /** Fills {@code toService} with what the service gets to see of {@code fromClient}; the Host is the sender's. */
    static void request(MultiMap fromClient, Origin origin, MultiMap toService) {
        toService.setAll(fromClient);
        dropOfOneConnection(fromClient, toService);
        CLAIMS_OF_CLIENT.forEach(toService::remove);
        toService.remove(HttpHeaders.HOST);
        joinCookies(toService);
        Client client = origin.client();
        toService.set(FORWARDED_FOR, client.address());
        toService.set(FORWARDED_PROTO, client.scheme());
        toService.remove(FORWARDED_HOST);
        if (client.host() != null) {
            toService.set(FORWARDED_HOST, client.host());
        }
        toService.set(REQUEST_ID, origin.requestId());
        EntityTags.toService(toService);
        passTrace(origin.traceparent(), toService);
    }

    /** What the client's vendor says of a trace belongs to that trace only. */
    private static void passTrace(String traceparent, MultiMap toService) {
        String sent = toService.get(TRACEPARENT);
        if (!traceparent.equals(sent)) {
            toService.set(TRACEPARENT, traceparent);
            if (sent == null || !TraceParent.isSameTrace(sent, traceparent)) {
                toService.remove(TRACESTATE);
            }
        }
    }

    /** Adds to {@code toClient} what the client gets to see of {@code fromService}; what is in it already stands. */
    static void answer(MultiMap fromService, MultiMap toClient) {
        List<Map.Entry<String, String>> ours = toClient.entries();
        toClient.setAll(fromService);
        dropOfOneConnection(fromService, toClient);
        TRACES_OF_SERVICE.forEach(toClient::remove);
        ours.forEach(header -> say(header.getKey(), header.getValue(), toClient));
        if (!toClient.contains(HttpHeaders.CACHE_CONTROL)) {
            // What one user gets is not kept for the next one at the same browser: entity tags are versions, and two
            // users' things may well have the same.
            toClient.set(HttpHeaders.CACHE_CONTROL, NO_STORE);
        }
    }

    private static void say(String name, String value, MultiMap toClient) {
        if (VARY.equalsIgnoreCase(name)) {
            Vary.add(toClient, value);
        } else {
            toClient.set(name, value);
        }
    }

    /** HTTP/2 may send each cookie by itself, which no service of HTTP/1.1 expects. */
    private static void joinCookies(MultiMap toService) {
        List<String> cookies = toService.getAll(HttpHeaders.COOKIE);
        if (cookies.size() > 1) {
            toService.set(HttpHeaders.COOKIE, String.join("; ", cookies));
        }
    }

    private static void dropOfOneConnection(MultiMap received, MultiMap sent) {
        for (String options : received.getAll(HttpHeaders.CONNECTION)) {
            for (String option : options.split(",", -1)) {
                String name = option.strip();
                // The length belongs to the message: a peer that names it here wants the next hop to miscount.
                if (!name.isEmpty() && !"Content-Length".equalsIgnoreCase(name)) {
                    sent.remove(name);
                }
            }
        }
        OF_ONE_CONNECTION.forEach(sent::remove);
    }

    private static List<CharSequence> optimized(String... names) {
        return List.of(names).stream().map(HttpHeaders::createOptimized).toList();
    }
}

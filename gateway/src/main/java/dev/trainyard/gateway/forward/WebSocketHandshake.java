package dev.trainyard.gateway.forward;

import dev.trainyard.http.problem.Problem;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A client's wish to speak WebSocket (RFC 6455). A browser can set no header on it, so the token may come as two
 * subprotocols, {@code bearer} and the token itself: never in the address, which ends up in logs. The service sees an
 * Authorization header instead.
 */
final class WebSocketHandshake {

    static final String WEBSOCKET = "websocket";

    private static final String KEY = "trainyard.websocket";
    private static final String BEARER = "bearer";
    private static final CharSequence PROTOCOL = HttpHeaders.createOptimized("Sec-WebSocket-Protocol");

    private final boolean choosesBearer;

    private WebSocketHandshake(boolean choosesBearer) {
        this.choosesBearer = choosesBearer;
    }

    /** The handshake that this request is, as {@link #recognise} has found. */
    static Optional<WebSocketHandshake> of(RoutingContext exchange) {
        return Optional.ofNullable(exchange.get(KEY));
    }

    /**
     * Finds out whether the request is a handshake, and if so puts its token where all tokens are.
     *
     * @throws Problem when it carries a body, which would be taken for the first bytes of what follows
     */
    static void recognise(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        if (!isHandshake(request)) {
            return;
        }
        if (!BodyLength.ofRequest(request).isNone()) {
            throw Problem.badRequest("malformed-request", "A WebSocket handshake has no body.")
                    .header("Connection", "close");
        }
        exchange.put(KEY, new WebSocketHandshake(takeToken(request.headers())));
    }

    private static boolean isHandshake(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_1_1
                && HttpMethod.GET.equals(request.method())
                && WEBSOCKET.equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))
                && listOf(request.headers(), HttpHeaders.CONNECTION).stream().anyMatch("upgrade"::equalsIgnoreCase);
    }

    private static boolean takeToken(MultiMap headers) {
        List<String> protocols = listOf(headers, PROTOCOL);
        int bearer = protocols.indexOf(BEARER);
        if (bearer == -1 || bearer == protocols.size() - 1) {
            return false;
        }
        headers.add(HttpHeaders.AUTHORIZATION, "Bearer " + protocols.get(bearer + 1));
        List<String> others = new ArrayList<>(protocols);
        others.subList(bearer, bearer + 2).clear();
        headers.remove(PROTOCOL);
        if (!others.isEmpty()) {
            headers.set(PROTOCOL, String.join(", ", others));
        }
        return true;
    }

    private static List<String> listOf(MultiMap headers, CharSequence name) {
        List<String> items = new ArrayList<>();
        for (String line : headers.getAll(name)) {
            for (String item : line.split(",", -1)) {
                items.add(item.strip());
            }
        }
        return items;
    }

    /** Asks the service for what the client has asked for. */
    void ask(MultiMap toService) {
        toService.set(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE);
        toService.set(HttpHeaders.UPGRADE, WEBSOCKET);
    }

    /** Grants what the service has granted. A browser that has offered subprotocols hangs up unless one is chosen. */
    void grant(MultiMap toClient) {
        toClient.set(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE);
        toClient.set(HttpHeaders.UPGRADE, WEBSOCKET);
        if (choosesBearer && !toClient.contains(PROTOCOL)) {
            toClient.set(PROTOCOL, BEARER);
        }
    }
}

package dev.trainyard.training.tokenaudit;

import dev.trainyard.kit.identity.Caller;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Who makes the request in work. Its address is that of the connection's other end, or, where that is a proxy which the
 * installation trusts, what the proxy says.
 */
@ApplicationScoped
public class CallingActor {

    private static final int MAX_USER_AGENT = 512;

    private final Caller caller;
    private final CurrentVertxRequest request;
    private final TrustedProxies proxies;

    CallingActor(Caller caller, CurrentVertxRequest request, TrustedProxies proxies) {
        this.caller = caller;
        this.request = request;
        this.proxies = proxies;
    }

    /** The actor behind the request in work. */
    public Actor current() {
        HttpServerRequest http = request.getCurrent().request();
        return new Actor(caller.id(), proxies.client(http), shown(http.getHeader(HttpHeaders.USER_AGENT)));
    }

    /** A header may be long, and hold what no text should. */
    private static String shown(String userAgent) {
        if (userAgent == null || userAgent.isBlank()) {
            return null;
        }
        String start = userAgent.length() > MAX_USER_AGENT ? userAgent.substring(0, MAX_USER_AGENT) : userAgent;
        return start.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
    }
}

package dev.trainyard.gateway.headers;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Tells browsers what an answer may do there: nothing, unless it is a page of ours, which may load what is ours. The
 * headers that are the same for all answers are in application.properties.
 */
@Singleton
class SecurityHeaders {

    /** Before the request guard, whose refusals are answers, too. */
    private static final int BEFORE_REQUEST_GUARD = 1_060;

    private static final CharSequence POLICY = HttpHeaders.createOptimized("Content-Security-Policy");
    private static final CharSequence HSTS = HttpHeaders.createOptimized("Strict-Transport-Security");

    private static final CharSequence NOTHING =
            HttpHeaders.createOptimized("default-src 'none'; frame-ancestors 'none'");

    /** The reader's start-up script is inline, in the page of the extension. */
    private static final CharSequence READER = HttpHeaders.createOptimized("default-src 'self'; "
            + "script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
            + "frame-ancestors 'none'; base-uri 'none'; form-action 'none'");

    private final Optional<CharSequence> hsts;

    SecurityHeaders(HeadersConfig config) {
        this.hsts = config.hsts().map(age -> HttpHeaders.createOptimized("max-age=" + age.toSeconds()));
    }

    void filter(@Observes Filters filters) {
        filters.register(this::say, BEFORE_REQUEST_GUARD);
    }

    private void say(RoutingContext exchange) {
        MultiMap headers = exchange.response().headers();
        String path = exchange.request().path();
        headers.set(POLICY, path != null && path.startsWith("/docs/") ? READER : NOTHING);
        hsts.ifPresent(value -> headers.set(HSTS, value));
        exchange.next();
    }
}

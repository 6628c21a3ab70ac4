package dev.trainyard.gateway.cors;

import dev.trainyard.gateway.coding.Vary;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.request.ProblemWriter;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.TreeSet;

/**
 * Lets web pages of configured origins read what the gateway answers, whoever of it and behind it answers (the Fetch
 * standard's CORS protocol). It forbids nothing by itself: that is the browsers' part, and other clients send what they
 * like.
 */
@Singleton
class Cors {

    /** Before the request guard: a page shall be able to read that it came at a bad moment. */
    private static final int BEFORE_REQUEST_GUARD = 1_050;

    /** After the form is checked, and before everything that asks for a token or counts users. */
    private static final int BEFORE_DOOR = 895;

    private static final String ALL = "*";
    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
    private static final String EXPOSED =
            "ETag, Link, Location, Preference-Applied, Retry-After, X-Request-Id, Idempotency-Replayed, "
                    + "RateLimit, RateLimit-Policy, Content-Disposition, WWW-Authenticate";

    private final Set<String> origins;
    private final boolean credentials;
    private final String headers;
    private final String maxAge;

    Cors(CorsConfig config) {
        this.origins = config.origins().orElse(Set.of());
        this.credentials = config.credentials();
        this.headers = String.join(", ", new TreeSet<>(config.headers()));
        this.maxAge = Long.toString(config.maxAge().toSeconds());
        if (credentials && origins.contains(ALL)) {
            throw new ConfigurationException(
                    "trainyard.gateway.cors.credentials: every page could act for whoever looks at it; "
                            + "name the origins in trainyard.gateway.cors.origins instead of *");
        }
    }

    void filter(@Observes Filters filters) {
        if (!origins.isEmpty()) {
            filters.register(this::allow, BEFORE_REQUEST_GUARD);
            filters.register(this::answerPreflight, BEFORE_DOOR);
        }
    }

    private void allow(RoutingContext exchange) {
        MultiMap answer = exchange.response().headers();
        if (!origins.contains(ALL)) {
            Vary.add(answer, "Origin");
        }
        String origin = exchange.request().getHeader(HttpHeaders.ORIGIN);
        if (origin != null && isAllowed(origin)) {
            answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origins.contains(ALL) ? ALL : origin);
            answer.set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
            if (credentials) {
                answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
            }
        }
        exchange.next();
    }

    private void answerPreflight(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        if (!isPreflight(request)) {
            exchange.next();
            return;
        }
        if (!isAllowed(request.getHeader(HttpHeaders.ORIGIN))) {
            ProblemWriter.answer(
                    exchange, Problem.of(403, "origin-not-allowed", "Pages of this origin may not use the API."));
            return;
        }
        MultiMap answer = exchange.response().headers();
        answer.remove(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS);
        answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS);
        answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, headers);
        answer.set(HttpHeaders.ACCESS_CONTROL_MAX_AGE, maxAge);
        exchange.response().setStatusCode(204).end();
    }

    private static boolean isPreflight(HttpServerRequest request) {
        return request.method().equals(HttpMethod.OPTIONS)
                && request.headers().contains(HttpHeaders.ORIGIN)
                && request.headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
    }

    private boolean isAllowed(String origin) {
        return origins.contains(ALL) || origins.contains(origin);
    }
}

package dev.trainyard.gateway.visit;

import dev.trainyard.gateway.route.Route;
import dev.trainyard.gateway.service.ServiceAddress;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * What the gateway knows of a request by now: filled in on the request's way, read by who limits, counts and logs it.
 * Used by one event loop. Times are of {@link System#nanoTime}.
 */
public final class Visit {

    /** The outcome of a request that the service answered with 101. */
    public static final String SWITCHED = "1xx";

    private static final String KEY = "trainyard.visit";

    private final long begunAt = System.nanoTime();
    private Client client;
    private Route route;
    private JsonWebToken claims;
    private String user;
    private ServiceAddress serviceAddress;
    private long forwardedAt;
    private long answeredAt;
    private boolean repeated;
    private String outcome;

    private Visit(Client client) {
        this.client = client;
    }

    /** The visit of this request; begins with the first call. */
    public static Visit of(RoutingContext exchange) {
        Visit visit = exchange.get(KEY);
        if (visit == null) {
            visit = new Visit(Client.atConnectionOf(exchange.request()));
            exchange.put(KEY, visit);
        }
        return visit;
    }

    /** When the request's head was there. */
    public long begunAt() {
        return begunAt;
    }

    /** The request comes from {@code client}: a trusted proxy in between has said so. */
    public void comesFrom(Client client) {
        this.client = client;
    }

    /** Who asks: whoever is at the other end of the connection, unless that is a trusted proxy. */
    public Client client() {
        return client;
    }

    /** The client's address, without port. */
    public String address() {
        return client.address();
    }

    /** The request is for {@code route}. */
    public void takes(Route route) {
        this.route = route;
    }

    /** Empty for the gateway's own pages, and for what leads nowhere. */
    public Optional<Route> route() {
        return Optional.ofNullable(route);
    }

    /** The request comes with a good token, which says {@code claims}. */
    public void identifiedBy(JsonWebToken claims) {
        this.claims = claims;
        this.user = claims.getSubject();
    }

    /** The subject of the token; empty before it is checked, and where none is needed. */
    public Optional<String> user() {
        return Optional.ofNullable(user);
    }

    /** The roles that the token gives. */
    public Set<String> roles() {
        return claims == null || claims.getGroups() == null ? Set.of() : claims.getGroups();
    }

    /** The request goes to {@code address}; the last one counts. */
    public void goesTo(ServiceAddress address) {
        this.serviceAddress = address;
    }

    /** Where the request was sent, or should have been. */
    public Optional<ServiceAddress> serviceAddress() {
        return Optional.ofNullable(serviceAddress);
    }

    /** The request is tried once more, after a connection that could not be had or broke. */
    public void repeats() {
        repeated = true;
    }

    /** The request has a connection to the service, and is sent on it. */
    public void forwarded() {
        forwardedAt = System.nanoTime();
    }

    /** The head of the service's answer is there. */
    public void answered() {
        answeredAt = System.nanoTime();
    }

    /** How long the service took to begin its answer; empty when it did not. */
    public Optional<Long> serviceNanos() {
        return answeredAt == 0 ? Optional.empty() : Optional.of(answeredAt - forwardedAt);
    }

    /** Whether the request was tried more than once. */
    public boolean isRepeated() {
        return repeated;
    }

    /**
     * Notes how it ends: a class of statuses such as {@code 2xx}, {@value #SWITCHED}, {@code cut} or {@code abandoned}; the
     * last one counts.
     */
    public void ends(String outcome) {
        this.outcome = outcome;
    }

    /** Whether the client and the service went on in another protocol, which ends however it ends. */
    public boolean isSwitched() {
        return SWITCHED.equals(outcome);
    }

    /** The status of the answer to {@code exchange}, whose visit this is; empty when it got none. */
    public OptionalInt status(RoutingContext exchange) {
        HttpServerResponse response = exchange.response();
        if (response.headWritten()) {
            return OptionalInt.of(response.getStatusCode());
        }
        return isSwitched() ? OptionalInt.of(101) : OptionalInt.empty();
    }

    /** How a forwarded request ended; empty for one that was not forwarded. */
    public Optional<String> outcome() {
        return Optional.ofNullable(outcome);
    }
}

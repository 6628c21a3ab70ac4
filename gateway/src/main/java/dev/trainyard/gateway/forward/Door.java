package dev.trainyard.gateway.forward;

import dev.trainyard.gateway.limit.Limits;
import dev.trainyard.gateway.route.AnonymousRequests;
import dev.trainyard.gateway.route.ApiKeyRequests;
import dev.trainyard.gateway.route.RequestRules;
import dev.trainyard.gateway.route.RoleRules;
import dev.trainyard.gateway.route.Route;
import dev.trainyard.gateway.visit.Visit;
import dev.trainyard.http.problem.Problem;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;

/**
 * Where every request comes in: its form is checked, then its path, then its token, unless it is of the few that need
 * none, or a service's own key instead, then its user's roles; only then does it go on.
 */
@Singleton
class Door {

    private static final Logger LOG = Logger.getLogger(Door.class);

    /** After the request guard, which names the request, and before everything else. */
    private static final int AFTER_REQUEST_GUARD = 900;

    /** After the body limit has been set, and before the gateway's own pages. */
    private static final int ROUTES = RouteConstants.ROUTE_ORDER_BEFORE_DEFAULT;

    private final AnonymousRequests anonymous;
    private final ApiKeyRequests apiKeys;
    private final TokenGate gate;
    private final Limits limits;
    private final Forwarder forwarder;
    private final TrustedProxies proxies;
    private final RoleRules roles;
    private final AllowedOrigins origins;

    Door(
            AnonymousRequests anonymous,
            ApiKeyRequests apiKeys,
            TokenGate gate,
            Limits limits,
            Forwarder forwarder,
            TrustedProxies proxies,
            RoleRules roles,
            AllowedOrigins origins) {
        this.anonymous = anonymous;
        this.apiKeys = apiKeys;
        this.gate = gate;
        this.limits = limits;
        this.forwarder = forwarder;
        this.proxies = proxies;
        this.roles = roles;
        this.origins = origins;
    }

    void filter(@Observes Filters filters) {
        filters.register(this::checkForm, AFTER_REQUEST_GUARD);
    }

    void route(@Observes Router router) {
        router.route().order(ROUTES).handler(this::admit).failureHandler(Door::failed);
        router.route().order(RouteConstants.ROUTE_ORDER_AFTER_DEFAULT).handler(Door::unknown);
    }

    private void checkForm(RoutingContext exchange) {
        proxies.identifyClient(exchange);
        try {
            RequestRules.check(exchange.request());
            WebSocketHandshake.recognise(exchange);
        } catch (Problem problem) {
            Refusal.answer(exchange, problem);
            return;
        }
        exchange.next();
    }

    private void admit(RoutingContext exchange) {
        Visit visit = Visit.of(exchange);
        Optional<Route> route = visit.route();
        if (route.isEmpty()) {
            limits.anonymous(exchange).onSuccess(on -> exchange.next()).onFailure(refusal -> refuse(exchange, refusal));
            return;
        }
        identify(exchange)
                .map(on -> {
                    if (WebSocketHandshake.of(exchange).isPresent()) {
                        origins.check(visit.client(), exchange.request().headers());
                    }
                    forwarder.forward(exchange, route.get());
                    return null;
                })
                .onFailure(refusal -> refuse(exchange, refusal));
    }

    /** Finds out who asks, whether that one may ask for more, and whether for this. */
    private Future<Void> identify(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        if (anonymous.include(request.method(), request.path())) {
            return limits.anonymous(exchange);
        }
        if (apiKeys.include(request)) {
            return limits.key(exchange, request.getHeader(ApiKeyRequests.HEADER));
        }
        Optional<JsonWebToken> remembered = gate.remembered(request);
        if (remembered.isPresent()) {
            return admitUser(exchange, remembered.get());
        }
        // Only what is not known is the address's: nobody who is shall be refused for what others do there.
        Future<Void> mayAsk = gate.isAcquainted(request) ? Future.succeededFuture() : limits.unidentified(exchange);
        return mayAsk.compose(on -> gate.check(request).onFailure(refusal -> charge(exchange, refusal)))
                .compose(claims -> admitUser(exchange, claims));
    }

    /** A token that is not good costs more than none at all, so that nobody can try many. */
    private void charge(RoutingContext exchange, Throwable refusal) {
        boolean refused = refusal instanceof Problem problem && problem.status() == 401;
        if (refused && exchange.request().headers().contains(HttpHeaders.AUTHORIZATION)) {
            limits.badCredentials(exchange);
        }
    }

    private Future<Void> admitUser(RoutingContext exchange, JsonWebToken claims) {
        Visit visit = Visit.of(exchange);
        visit.identifiedBy(claims);
        return limits.user(exchange).map(on -> {
            // As the service reads it: an encoded letter makes no other path of it.
            roles.check(exchange.normalizedPath(), visit::roles);
            return null;
        });
    }

    private static void refuse(RoutingContext exchange, Throwable refusal) {
        Refusal.answer(exchange, problemOf(refusal, 500));
    }

    private static void unknown(RoutingContext exchange) {
        Refusal.answer(exchange, Problem.notFound("path"));
    }

    private static void failed(RoutingContext exchange) {
        Refusal.answer(exchange, problemOf(exchange.failure(), exchange.statusCode()));
    }

    private static Problem problemOf(Throwable failure, int status) {
        if (failure instanceof Problem problem) {
            return problem;
        }
        if (status >= 400 && status < 500) {
            // From the router itself, before anything else: it does not know how far the request can be trusted.
            return ofRouter(status).header("Connection", "close");
        }
        LOG.error("Request failed", failure);
        return Problem.internal();
    }

    private static Problem ofRouter(int status) {
        String reason = HttpResponseStatus.valueOf(status).reasonPhrase() + ".";
        return switch (status) {
            // The only pages with methods of their own are the gateway's, and those are for reading.
            case 405 -> Problem.of(405, "method-not-allowed", reason).header("Allow", "GET, HEAD");
            case 413 -> Problem.of(413, "body-too-large", reason);
            default -> Problem.of(status, "malformed-request", reason);
        };
    }
}

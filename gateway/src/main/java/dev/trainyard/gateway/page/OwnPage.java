package dev.trainyard.gateway.page;

import dev.trainyard.http.problem.Problem;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** A page of the gateway's own, which can be read and nothing else. */
public final class OwnPage {

    private static final int AFTER_ROUTES = RouteConstants.ROUTE_ORDER_BEFORE_DEFAULT + 1;

    private OwnPage() {}

    /** Shows {@code page} at {@code path}. */
    public static void serve(Router router, String path, Handler<RoutingContext> page) {
        router.route(path)
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .order(AFTER_ROUTES)
                .handler(page);
        router.route(path).order(AFTER_ROUTES + 1).handler(OwnPage::refuse);
    }

    private static void refuse(RoutingContext exchange) {
        exchange.fail(Problem.of(405, "method-not-allowed", "This page can only be read.")
                .header("Allow", "GET, HEAD"));
    }
}

package dev.trainyard.gateway.openapi;

import io.quarkus.vertx.http.runtime.RouteConstants;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** {@code GET /openapi}: for everyone, the API of all services as one document. */
@Singleton
class OpenApiPage {

    private final Documents documents;

    OpenApiPage(Documents documents) {
        this.documents = documents;
    }

    void route(@Observes Router router) {
        router.route("/openapi")
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .order(RouteConstants.ROUTE_ORDER_BEFORE_DEFAULT + 1)
                .handler(this::show);
    }

    private void show(RoutingContext exchange) {
        exchange.response()
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-cache")
                .end(documents.merged());
    }
}

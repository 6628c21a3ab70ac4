package dev.trainyard.gateway.openapi;

import dev.trainyard.gateway.page.OwnPage;
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
        OwnPage.serve(router, "/openapi", this::show);
    }

    private void show(RoutingContext exchange) {
        exchange.response()
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-cache")
                .end(documents.merged());
    }
}

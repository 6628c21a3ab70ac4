package dev.trainyard.gateway.openapi;

import dev.trainyard.gateway.coding.AcceptedCodings;
import dev.trainyard.gateway.coding.EntityTags;
import dev.trainyard.gateway.coding.Vary;
import dev.trainyard.gateway.page.OwnPage;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
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
        MergedDocument document = documents.merged();
        HttpServerRequest request = exchange.request();
        boolean compressed = AcceptedCodings.takeGzip(request.headers().getAll(HttpHeaders.ACCEPT_ENCODING));
        String tag = compressed ? EntityTags.compressed(document.tag()) : document.tag();
        HttpServerResponse response = exchange.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .putHeader(HttpHeaders.ETAG, tag);
        Vary.add(response.headers(), "Accept-Encoding");
        if (isKnown(request.getHeader(HttpHeaders.IF_NONE_MATCH), tag)) {
            response.headers().remove(HttpHeaders.CONTENT_TYPE);
            response.setStatusCode(304).end();
        } else if (compressed) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip").end(document.compressed());
        } else {
            response.end(document.plain());
        }
    }

    private static boolean isKnown(String condition, String tag) {
        return condition != null && (condition.strip().equals("*") || condition.contains(tag));
    }
}

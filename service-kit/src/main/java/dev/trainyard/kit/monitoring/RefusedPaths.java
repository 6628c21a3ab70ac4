package dev.trainyard.kit.monitoring;

import io.quarkus.micrometer.runtime.binder.RequestMetricInfo;
import io.quarkus.micrometer.runtime.binder.vertx.HttpRequestMetric;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Counts what is refused before a resource has taken it as one path. It would be counted by the path that was asked for
 * otherwise: ids of whoever asks would be series of their own, until there is room for no more and new resources go uncounted.
 */
@ApplicationScoped
class RefusedPaths {

    /** Before whoever may refuse. */
    private static final int FIRST = 1_100;

    private static final String REFUSED = "/refused";
    private static final int NOT_FOUND = 404;

    void stand(@Observes Filters filters) {
        filters.register(this::admit, FIRST);
    }

    private void admit(RoutingContext exchange) {
        exchange.addHeadersEndHandler(head -> {
            int status = exchange.response().getStatusCode();
            // What is not found has a name of its own already.
            if (status >= 400 && status != NOT_FOUND && !isTaken(exchange)) {
                HttpRequestMetric metric = HttpRequestMetric.getRequestMetric(exchange);
                if (metric != null) {
                    metric.setTemplatePath(REFUSED);
                }
            }
        });
        exchange.next();
    }

    private static boolean isTaken(RoutingContext exchange) {
        HttpServerRequestInternal request = (HttpServerRequestInternal) exchange.request();
        return request.context().getLocal(RequestMetricInfo.HTTP_REQUEST_PATH) != null;
    }
}

package dev.trainyard.gateway.status;

import dev.trainyard.gateway.coding.Vary;
import dev.trainyard.gateway.page.OwnPage;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;

/**
 * {@code GET /status}: for everyone, which services are up, since when and how fast; nothing of why not, or where. JSON,
 * or a page for those who would rather have one: browsers. They are shown the API's reference at {@code /}.
 */
@Singleton
class StatusPage {

    private static final int OURS = RouteConstants.ROUTE_ORDER_BEFORE_DEFAULT + 1;
    private static final String HTML = "text/html";
    private static final String JSON = "application/json";

    private final StatusBoard board;

    StatusPage(StatusBoard board) {
        this.board = board;
    }

    void route(@Observes Router router) {
        OwnPage.serve(router, "/status", this::show);
        router.route("/").method(HttpMethod.GET).order(OURS).handler(StatusPage::welcome);
    }

    private void show(RoutingContext exchange) {
        Map<String, ServiceState> states = board.states();
        Overall overall = Overall.of(states.values());
        HttpServerResponse response = exchange.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        Vary.add(response.headers(), "Accept");
        if (isForBrowser(exchange)) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                    .putHeader("Content-Security-Policy", StatusHtml.POLICY)
                    .end(StatusHtml.page(overall, states, Instant.now()));
        } else {
            response.putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                    .end(json(overall, states).toBuffer());
        }
    }

    private static JsonObject json(Overall overall, Map<String, ServiceState> states) {
        JsonObject services = new JsonObject();
        states.forEach((name, state) -> services.put(name, state.toJson()));
        return new JsonObject().put("status", overall.word()).put("services", services);
    }

    private static void welcome(RoutingContext exchange) {
        if (isForBrowser(exchange)) {
            exchange.redirect("/docs/");
        } else {
            exchange.next();
        }
    }

    /** Whether HTML is named, and liked no less than JSON; who takes anything gets what programs read. */
    private static boolean isForBrowser(RoutingContext exchange) {
        double html = 0;
        double json = 0;
        for (MIMEHeader accepted : exchange.parsedHeaders().accept()) {
            String type = accepted.component() + '/' + accepted.subComponent();
            if (type.equals(HTML)) {
                html = accepted.weight();
            } else if (type.equals(JSON)) {
                json = accepted.weight();
            }
        }
        return html > 0 && html >= json;
    }
}

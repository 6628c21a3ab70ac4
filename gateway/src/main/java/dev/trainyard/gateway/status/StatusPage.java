package dev.trainyard.gateway.status;

import dev.trainyard.gateway.page.OwnPage;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;

/** {@code GET /status}: for everyone, which services are up, since when and how fast; nothing of why not, or where. */
@Singleton
class StatusPage {

    private final StatusBoard board;

    StatusPage(StatusBoard board) {
        this.board = board;
    }

    void route(@Observes Router router) {
        OwnPage.serve(router, "/status", this::show);
    }

    private void show(RoutingContext exchange) {
        Map<String, ServiceState> states = board.states();
        JsonObject services = new JsonObject();
        states.forEach((name, state) -> services.put(name, state.toJson()));
        JsonObject page =
                new JsonObject().put("status", overall(states.values())).put("services", services);
        exchange.response()
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(page.toBuffer());
    }

    private static String overall(Collection<ServiceState> states) {
        long up = states.stream().filter(ServiceState::isUp).count();
        if (up == states.size()) {
            return "up";
        }
        return up == 0 ? "down" : "degraded";
    }
}

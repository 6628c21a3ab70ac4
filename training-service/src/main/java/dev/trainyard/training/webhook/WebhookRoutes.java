package dev.trainyard.training.webhook;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.kit.monitoring.AdminRequest;
import dev.trainyard.kit.monitoring.AdminRoutes;
import dev.trainyard.kit.page.Page;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;

/** {@code /monitoring/webhooks} on the management port: what came in, and trying again what failed for good; for admins. */
@ApplicationScoped
class WebhookRoutes {

    private static final String ALL = "/monitoring/webhooks";

    private final AdminRoutes admins;
    private final EventStore events;

    WebhookRoutes(AdminRoutes admins, EventStore events) {
        this.admins = admins;
        this.events = events;
    }

    void serve(@Observes ManagementInterface management) {
        Router router = management.router();
        admins.serve(router, HttpMethod.GET, ALL, this::list);
        admins.serve(router, HttpMethod.POST, ALL + "/:id/retry", this::retry);
    }

    private Page<EventView> list(AdminRequest request) {
        boolean onlyDead = request.query("state").isPresent();
        if (onlyDead && !request.query("state").get().equals(EventState.DEAD.code())) {
            throw Problem.invalid(Violation.inQuery("state", "must be dead, or left out"));
        }
        return events.list(onlyDead, request.page());
    }

    private EventView retry(AdminRequest request) {
        return events.revive(id(request.path("id"))).orElseThrow(() -> Problem.notFound("dead event"));
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException noId) {
            throw Problem.notFound("dead event");
        }
    }
}

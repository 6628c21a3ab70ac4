package dev.trainyard.workout.trend;

import dev.trainyard.kit.monitoring.AdminRoutes;
import dev.trainyard.workout.trend.TrendView.Outcome;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;

/** {@code POST /monitoring/trends/refresh} on the management port: refreshes the view of trends now; for admins. */
@ApplicationScoped
class TrendRoutes {

    private final AdminRoutes admins;
    private final TrendView view;

    TrendRoutes(AdminRoutes admins, TrendView view) {
        this.admins = admins;
        this.view = view;
    }

    @RegisterForReflection
    record Refreshed(Outcome outcome, Instant refreshedAt) {}

    void serve(@Observes ManagementInterface management) {
        admins.serve(management.router(), HttpMethod.POST, "/monitoring/trends/refresh", request -> refresh());
    }

    private Refreshed refresh() {
        Outcome outcome = view.refresh(true);
        return new Refreshed(outcome, view.refreshedAt());
    }
}

package dev.trainyard.workout.aggregate;

import dev.trainyard.kit.monitoring.AdminRoutes;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** {@code POST /monitoring/aggregates/verify} on the management port: checks a sample of the kept figures; for admins. */
@ApplicationScoped
class AggregateRoutes {

    private static final int SAMPLE = 500;

    private final AdminRoutes admins;
    private final AggregateCheck check;

    AggregateRoutes(AdminRoutes admins, AggregateCheck check) {
        this.admins = admins;
        this.check = check;
    }

    void serve(@Observes ManagementInterface management) {
        admins.serve(
                management.router(), HttpMethod.POST, "/monitoring/aggregates/verify", request -> check.verify(SAMPLE));
    }
}

package dev.trainyard.training.load;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.monitoring.AdminRoutes;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** {@code /monitoring/load/recompute} on the management port: has all load computed anew; for admins. */
@ApplicationScoped
class RecomputeRoutes {

    private static final String PATH = "/monitoring/load/recompute";

    private final AdminRoutes admins;
    private final RecomputeStore orders;

    RecomputeRoutes(AdminRoutes admins, RecomputeStore orders) {
        this.admins = admins;
        this.orders = orders;
    }

    void serve(@Observes ManagementInterface management) {
        var router = management.router();
        admins.serve(router, HttpMethod.POST, PATH, request -> order(request.admin()));
        admins.serve(router, HttpMethod.GET, PATH, request -> last());
        admins.serve(router, HttpMethod.DELETE, PATH, request -> cancel());
    }

    private RecomputeView order(String admin) {
        if (!orders.order(admin)) {
            throw Problem.conflict("recompute-running", "All load is being computed anew already.");
        }
        return last();
    }

    private RecomputeView cancel() {
        if (!orders.cancel()) {
            throw Problem.notFound("recompute under way");
        }
        return last();
    }

    private RecomputeView last() {
        return orders.last().orElseThrow(() -> Problem.notFound("recompute"));
    }
}

package dev.trainyard.kit.rollout;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.monitoring.AdminRequest;
import dev.trainyard.kit.monitoring.AdminRoutes;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/** {@code /monitoring/rollouts} on the management port: how the rollouts stand, and changing it; for admins. */
@ApplicationScoped
class RolloutRoutes {

    private static final String ALL = "/monitoring/rollouts";
    private static final String ONE = ALL + "/:name";

    private final AdminRoutes admins;
    private final RolloutStates states;

    RolloutRoutes(AdminRoutes admins, RolloutStates states) {
        this.admins = admins;
        this.states = states;
    }

    @RegisterForReflection
    record AllRollouts(List<RolloutView> items) {}

    void serve(@Observes ManagementInterface management) {
        Router router = management.router();
        admins.serve(router, HttpMethod.GET, ALL, request -> all());
        admins.serve(router, HttpMethod.GET, ONE, request -> rollout(request).view());
        admins.serve(router, HttpMethod.PUT, ONE, this::change);
    }

    private AllRollouts all() {
        return new AllRollouts(states.all().stream().map(RunningRollout::view).toList());
    }

    private RolloutView change(AdminRequest request) {
        RunningRollout rollout = rollout(request);
        states.change(rollout, request.body(RolloutDraft.class), request.admin());
        return rollout.view();
    }

    private RunningRollout rollout(AdminRequest request) {
        return states.find(request.path("name")).orElseThrow(() -> Problem.notFound("rollout"));
    }
}

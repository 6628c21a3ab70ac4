package dev.trainyard.training.token;

import dev.trainyard.kit.monitoring.AdminRoutes;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** {@code GET /monitoring/vault} on the management port: how many tokens are under which key; for admins. */
@ApplicationScoped
class VaultRoutes {

    private final AdminRoutes admins;
    private final VaultState state;

    VaultRoutes(AdminRoutes admins, VaultState state) {
        this.admins = admins;
        this.state = state;
    }

    void serve(@Observes ManagementInterface management) {
        admins.serve(management.router(), HttpMethod.GET, "/monitoring/vault", request -> state.view());
    }
}

package dev.trainyard.deployment.schema;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.monitoring.AdminRoutes;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** {@code /monitoring/schema-cache} on the management port: what this replica knows of the tables of lists; for admins. */
@ApplicationScoped
class SchemaCacheRoutes {

    private static final String PATH = "/monitoring/schema-cache";

    private final AdminRoutes admins;
    private final SchemaCache cache;

    SchemaCacheRoutes(AdminRoutes admins, SchemaCache cache) {
        this.admins = admins;
        this.cache = cache;
    }

    /** Written as JSON outside of any resource, where nobody else registers it. */
    @RegisterForReflection
    record Shown(List<ShownTable> items) {}

    @RegisterForReflection
    record ShownTable(String table, Instant readAt, long hits, List<ShownColumn> columns) {

        static ShownTable of(CachedTable table) {
            return new ShownTable(
                    table.table(),
                    table.readAt(),
                    table.hits().sum(),
                    table.columns().stream().map(ShownColumn::of).toList());
        }
    }

    @RegisterForReflection
    record ShownColumn(String name, String type, boolean nullable) {

        static ShownColumn of(Column column) {
            return new ShownColumn(column.name(), column.type().name().toLowerCase(Locale.ROOT), column.nullable());
        }
    }

    void serve(@Observes ManagementInterface management) {
        var router = management.router();
        admins.serve(router, HttpMethod.GET, PATH, request -> shown());
        admins.serve(router, HttpMethod.POST, PATH, request -> refreshed());
        admins.serve(router, HttpMethod.DELETE, PATH, request -> cleared());
        admins.serve(router, HttpMethod.DELETE, PATH + "/:table", request -> cleared(request.path("table")));
    }

    private Shown shown() {
        return new Shown(cache.all().stream().map(ShownTable::of).toList());
    }

    private Shown refreshed() {
        cache.refresh();
        return shown();
    }

    private Shown cleared() {
        cache.clear();
        return shown();
    }

    private Shown cleared(String table) {
        if (!cache.clear(table)) {
            throw Problem.notFound("table in the cache");
        }
        return shown();
    }
}

package dev.trainyard.kit.monitoring;

import dev.trainyard.http.request.RequestGuard;
import dev.trainyard.kit.database.DatabaseConfig;
import dev.trainyard.kit.database.DatabaseProbe;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSourceMetrics;
import io.quarkus.arc.All;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** {@code GET /monitoring/stats} on the management port: what the service is doing right now, readable at a glance. */
@ApplicationScoped
class MonitoringStats {

    private final String service;
    private final RequestGuard requests;
    private final AgroalDataSource pool;
    private final DatabaseProbe probe;
    private final DatabaseConfig database;
    private final List<MonitoringSection> sections;

    MonitoringStats(
            @ConfigProperty(name = "quarkus.application.name") String service,
            RequestGuard requests,
            AgroalDataSource pool,
            DatabaseProbe probe,
            DatabaseConfig database,
            @All List<MonitoringSection> sections) {
        this.service = service;
        this.requests = requests;
        this.pool = pool;
        this.probe = probe;
        this.database = database;
        this.sections = sections;
    }

    void serve(@Observes ManagementInterface management) {
        management.router().get("/monitoring/stats").handler(this::answer);
    }

    private void answer(RoutingContext exchange) {
        exchange.response().putHeader("Content-Type", "application/json").end(stats().toBuffer());
    }

    private JsonObject stats() {
        var runtime = ManagementFactory.getRuntimeMXBean();
        Instant startedAt = Instant.ofEpochMilli(runtime.getStartTime());
        JsonObject stats = new JsonObject()
                .put("service", service)
                .put("startedAt", startedAt.toString())
                .put("uptimeSeconds", Duration.between(startedAt, Instant.now()).toSeconds())
                .put("requestsInFlight", requests.inFlight())
                .put(
                        "database",
                        new JsonObject()
                                .put("answering", probe.answering())
                                .put(
                                        "lastAnswerMillisecondsAgo",
                                        probe.lastAnswerAge().toMillis())
                                .put("migrated", probe.migrated())
                                .put("pool", pool()));
        sections.forEach(section -> stats.put(section.name(), section.figures()));
        return stats;
    }

    private JsonObject pool() {
        AgroalDataSourceMetrics metrics = pool.getMetrics();
        return new JsonObject()
                .put("max", database.maxConnections())
                .put("active", metrics.activeCount())
                .put("idle", metrics.availableCount())
                .put("awaiting", metrics.awaitingCount())
                .put("maxUsed", metrics.maxUsedCount())
                .put("acquired", metrics.acquireCount())
                .put("leaksDetected", metrics.leakDetectionCount())
                .put("meanWaitMicros", metrics.blockingTimeAverage().toNanos() / 1_000);
    }
}

package dev.trainyard.quiz.pool;

import dev.trainyard.kit.database.DatabaseConfig;
import dev.trainyard.kit.monitoring.MonitoringSection;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSourceMetrics;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The pool in {@code /monitoring/stats} under the names by which operators of the system before this one know it. There is no
 * overflow: who finds no connection waits.
 */
@ApplicationScoped
class DatabasePool implements MonitoringSection {

    private final AgroalDataSource pool;
    private final DatabaseConfig config;

    DatabasePool(AgroalDataSource pool, DatabaseConfig config) {
        this.pool = pool;
        this.config = config;
    }

    @Override
    public String name() {
        return "database_pool";
    }

    @Override
    public JsonObject figures() {
        AgroalDataSourceMetrics metrics = pool.getMetrics();
        return new JsonObject()
                .put("pool_size", config.maxConnections())
                .put("checked_out_connections", metrics.activeCount())
                .put("overflow_connections", 0)
                .put("total_connections", metrics.activeCount() + metrics.availableCount())
                .put("waiting", metrics.awaitingCount())
                .put("wait_time_ms", metrics.blockingTimeAverage().toNanos() / 1_000_000.0)
                .put("max_wait_time_ms", metrics.blockingTimeMax().toNanos() / 1_000_000.0);
    }
}

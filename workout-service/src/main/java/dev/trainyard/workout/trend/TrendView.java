package dev.trainyard.workout.trend;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trainyard.kit.database.Database;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Keeps the view of trends fresh, one replica at a time, and knows how fresh it is. */
@Startup
@ApplicationScoped
class TrendView {

    private static final Logger LOG = Logger.getLogger(TrendView.class);

    // Users whose weeks have changed since or are gone, or who are gone themselves.
    private static final String CHANGED = """
            SELECT EXISTS (
                       SELECT FROM aggregate_version a FULL JOIN trend_version t USING (user_id)
                       WHERE a.version IS DISTINCT FROM t.version)
                   OR (SELECT count(*) FROM trend_version) IS DISTINCT FROM (SELECT users FROM trend_refresh)
            """;

    private static final String NOTE_VERSIONS = """
            WITH gone AS (
                DELETE FROM trend_version t
                WHERE NOT EXISTS (SELECT FROM aggregate_version a WHERE a.user_id = t.user_id)
            )
            INSERT INTO trend_version AS t (user_id, version)
            SELECT user_id, version FROM aggregate_version
            ON CONFLICT (user_id) DO UPDATE SET version = excluded.version WHERE t.version <> excluded.version
            """;

    private final Database database;
    private final Counter failures;

    private volatile Instant refreshedAt = Instant.now();

    TrendView(Database database, MeterRegistry metrics) {
        this.database = database;
        this.failures = Counter.builder("trainyard.workout.trend.refresh.failures")
                .description("Refreshes of the view of trends that did not work")
                .register(metrics);
        TimeGauge.builder(
                        "trainyard.workout.trend.age",
                        this,
                        TimeUnit.SECONDS,
                        view -> view.age().toSeconds())
                .description("How long ago the view of trends was last known to show everything")
                .register(metrics);
    }

    /** What became of a wish to refresh. */
    @RegisterForReflection // Its names are those of the annotations, of which the management port is told by nobody.
    enum Outcome {
        @JsonProperty("refreshed")
        REFRESHED,
        @JsonProperty("unchanged")
        UNCHANGED,
        /** By another replica. */
        @JsonProperty("under-way")
        UNDER_WAY
    }

    /** When the view was last known to show everything. */
    Instant refreshedAt() {
        return refreshedAt;
    }

    @Scheduled(
            every = "${trainyard.trends.refresh-every}",
            concurrentExecution = ConcurrentExecution.SKIP,
            identity = "trends")
    @RunOnVirtualThread
    void run() {
        try {
            refresh(false);
        } catch (RuntimeException failure) {
            failures.increment();
            LOG.error("The view of trends could not be refreshed; trends are computed meanwhile", failure);
        }
    }

    /**
     * Refreshes the view, while others go on reading it.
     *
     * @param always also when nothing has changed since
     */
    Outcome refresh(boolean always) {
        Outcome outcome = QuarkusTransaction.requiringNew().call(() -> refreshNow(always));
        refreshedAt = database.one(
                        "SELECT refreshed_at FROM trend_refresh",
                        row -> row.getObject(1, OffsetDateTime.class).toInstant())
                .orElse(refreshedAt);
        return outcome;
    }

    private Outcome refreshNow(boolean always) {
        if (!holds("SELECT pg_try_advisory_xact_lock(hashtextextended('exercise_trends', 6))")) {
            return Outcome.UNDER_WAY;
        }
        boolean due = holds(CHANGED) || always;
        if (due) {
            // In this order: what changes between the two is in the view and not in the versions, never the other way.
            database.update(NOTE_VERSIONS);
            database.update("REFRESH MATERIALIZED VIEW CONCURRENTLY exercise_trends");
        }
        database.update("""
                INSERT INTO trend_refresh (refreshed_at, users) SELECT now(), count(*) FROM trend_version
                ON CONFLICT (id) DO UPDATE SET refreshed_at = excluded.refreshed_at, users = excluded.users
                """);
        return due ? Outcome.REFRESHED : Outcome.UNCHANGED;
    }

    private boolean holds(String sql) {
        return database.one(sql, row -> row.getBoolean(1)).orElseThrow();
    }

    private Duration age() {
        return Duration.between(refreshedAt, Instant.now());
    }
}

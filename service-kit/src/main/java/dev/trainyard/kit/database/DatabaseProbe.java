package dev.trainyard.kit.database;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/**
 * Asks the database every second, over a connection of its own, whether it answers. Who wants to know reads the last
 * answer: a check that borrowed from the pool would call a busy database dead, and one that asked while the probe
 * waits would hang with it.
 */
@Startup
@ApplicationScoped
public class DatabaseProbe {

    private static final Logger LOG = Logger.getLogger(DatabaseProbe.class);
    private static final Duration STALE = Duration.ofSeconds(3);

    private final AgroalDataSource pool;
    private final AgroalDataSource own;
    private final Migrations migrations;
    private final DatabaseFigures figures;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("database-probe").daemon().factory());

    private volatile long lastAnswer = System.nanoTime();
    private volatile boolean answering = true;
    private volatile boolean migrated;

    DatabaseProbe(
            AgroalDataSource pool,
            @DataSource("probe") AgroalDataSource own,
            Migrations migrations,
            DatabaseFigures figures,
            MeterRegistry metrics) {
        this.pool = pool;
        this.own = own;
        this.migrations = migrations;
        this.figures = figures;
        Gauge.builder("trainyard.database.answering", this, probe -> probe.answering() ? 1 : 0)
                .description("Whether the database answers this replica: 1 or 0")
                .register(metrics);
    }

    @PostConstruct
    void start() {
        var _ = clock.scheduleWithFixedDelay(this::ask, 0, 1, TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent stopping) {
        clock.shutdownNow();
    }

    /** Whether requests may count on the database: false from the first question without an answer to the next with one. */
    public boolean answering() {
        return answering && lastAnswerAge().compareTo(STALE) < 0;
    }

    /** How long ago the database last answered. */
    public Duration lastAnswerAge() {
        return Duration.ofNanos(System.nanoTime() - lastAnswer);
    }

    /** Whether all migrations that this service knows are applied. */
    public boolean migrated() {
        return migrated;
    }

    private void ask() {
        try {
            if (!answers()) {
                if (answering) {
                    LOG.error("The database does not answer; requests are refused until it does");
                }
                answering = false;
                return;
            }
            lastAnswer = System.nanoTime();
            if (!answering) {
                // None of the pooled connections survived whatever it was.
                pool.flush(FlushMode.IDLE);
                LOG.info("The database answers again");
            }
            look();
            answering = true;
        } catch (RuntimeException failure) {
            LOG.error("The database probe failed", failure);
            answering = false;
        }
    }

    /** What cannot be seen says nothing about whether the database answers. */
    private void look() {
        try (Connection connection = own.getConnection()) {
            migrated = migrated || migrations.areApplied(connection);
            figures.look(connection);
        } catch (SQLException unseen) {
            LOG.debug("The database did not say how it is", unseen);
        }
    }

    private boolean answers() {
        // The second try is for a connection that a restart of the database has left behind.
        return IntStream.range(0, 2).anyMatch(attempt -> answersOnce());
    }

    private boolean answersOnce() {
        try (Connection connection = own.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
            return true;
        } catch (SQLException noAnswer) {
            LOG.debug("The database gave no answer", noAnswer);
            return false;
        }
    }
}

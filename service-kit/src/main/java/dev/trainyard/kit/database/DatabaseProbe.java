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
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Asks the database twice a second, over a connection of its own, whether it answers. Who wants to know reads the last
 * answer: a check that borrowed from the pool would call a busy database dead, and one that asked while the probe
 * waits would hang with it. When it falls silent, whoever waits for it stops waiting.
 */
@Startup
@ApplicationScoped
public class DatabaseProbe {

    private static final Logger LOG = Logger.getLogger(DatabaseProbe.class);
    private static final Duration STALE = Duration.ofSeconds(3);
    private static final long INTERVAL_MILLIS = 500;
    // With the interval before it, a request that came just before the silence is told so within two seconds.
    private static final long SILENCE_MILLIS = 1000;
    // The figures of metrics are a second old at most.
    private static final int LOOK_EVERY = 2;
    // A broken connection fails at once: who was silent for longer is not asked again over another one.
    private static final Duration BROKEN = Duration.ofMillis(500);

    private final AgroalDataSource pool;
    private final PooledConnections pooled;
    private final Waiters waiters;
    private final AgroalDataSource own;
    private final Migrations migrations;
    private final DatabaseFigures figures;
    // One that asks, and one that does not wait with it.
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(
            2, Thread.ofPlatform().name("database-probe").daemon().factory());

    private volatile long lastAnswer = System.nanoTime();
    private volatile boolean migrated;
    // Used by the thread that asks alone.
    private int questions;

    DatabaseProbe(
            AgroalDataSource pool,
            PooledConnections pooled,
            Waiters waiters,
            @DataSource("probe") AgroalDataSource own,
            Migrations migrations,
            DatabaseFigures figures,
            MeterRegistry metrics) {
        this.pool = pool;
        this.pooled = pooled;
        this.waiters = waiters;
        this.own = own;
        this.migrations = migrations;
        this.figures = figures;
        Gauge.builder("trainyard.database.answering", this, probe -> probe.answering() ? 1 : 0)
                .description("Whether the database answers this replica: 1 or 0")
                .register(metrics);
    }

    @PostConstruct
    void start() {
        var _ = clock.scheduleWithFixedDelay(this::ask, 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent stopping) {
        clock.shutdownNow();
    }

    /** Whether requests may count on the database: false from the first question without an answer to the next with one. */
    public boolean answering() {
        return waiters.areWelcome() && lastAnswerAge().compareTo(STALE) < 0;
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
            if (!inTime(this::answers)) {
                giveUp();
                return;
            }
            welcome();
            // The line may break meanwhile as at any other time.
            if ((questions++ % LOOK_EVERY == 0 || !migrated) && !inTime(() -> look() || answersOnce())) {
                giveUp();
            }
        } catch (RuntimeException failure) {
            if (!clock.isShutdown()) {
                LOG.error("The database probe failed", failure);
                giveUp();
            }
        }
    }

    /** Asks, and gives up in the middle of it when time is up, so that nobody else waits for as long as this may take. */
    private boolean inTime(BooleanSupplier question) {
        ScheduledFuture<?> deadline = clock.schedule(this::giveUp, SILENCE_MILLIS, TimeUnit.MILLISECONDS);
        try {
            return question.getAsBoolean();
        } finally {
            deadline.cancel(false);
        }
    }

    private synchronized void welcome() {
        lastAnswer = System.nanoTime();
        if (!waiters.areWelcome()) {
            // None of the pooled connections survived whatever it was.
            pool.flush(FlushMode.IDLE);
            waiters.welcome();
            LOG.info("The database answers again");
        }
    }

    private synchronized void giveUp() {
        // Who stops is interrupted amid a question, which says nothing of the database.
        if (waiters.areWelcome() && !clock.isShutdown()) {
            LOG.error("The database does not answer; requests are refused until it does");
            waiters.sendAway();
            // Whoever waits for an answer over one would wait until the driver's patience ends.
            pooled.abort();
            pool.flush(FlushMode.ALL);
        }
    }

    /** Whether it could be seen how the database is; if not, that says nothing about whether it answers. */
    private boolean look() {
        try (Connection connection = own.getConnection()) {
            migrated = migrated || migrations.areApplied(connection);
            figures.look(connection);
            return true;
        } catch (SQLException unseen) {
            LOG.debug("The database did not say how it is", unseen);
            return false;
        }
    }

    private boolean answers() {
        long begin = System.nanoTime();
        // The second try is for a connection that a restart of the database has left behind.
        return answersOnce() || (System.nanoTime() - begin < BROKEN.toNanos() && answersOnce());
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

package dev.trainyard.kit.job;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.Task;
import dev.trainyard.kit.database.DatabaseProbe;
import dev.trainyard.kit.database.DatabaseProblems;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Runs the service's jobs by db-scheduler, on whichever replica is first, one run of a job at a time. A service without
 * jobs starts nothing; one whose database is not there yet, or not any more, waits for it.
 */
@ApplicationScoped
class JobRunner {

    /** The fewest that the scheduler allows. */
    static final int MISSED_HEARTBEATS = 4;

    private static final Logger LOG = Logger.getLogger(JobRunner.class);

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Map<String, Job> jobs = new TreeMap<>();
    private final Map<String, JobMeters> meters = new TreeMap<>();
    private final JobConfig config;
    private final JobStore store;
    private final DataSource pool;
    private final DatabaseProbe probe;
    private final Set<CurrentRun> running = ConcurrentHashMap.newKeySet();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private ScheduledExecutorService clock;
    private volatile Scheduler scheduler;
    private volatile boolean failing;

    JobRunner(
            @All List<Job> jobs,
            JobConfig config,
            JobStore store,
            DataSource pool,
            DatabaseProbe probe,
            MeterRegistry metrics) {
        this.config = config;
        this.store = store;
        this.pool = pool;
        this.probe = probe;
        for (Job job : jobs) {
            String name = job.name();
            if (name.length() > 63 || !NAME.matcher(name).matches()) {
                throw new IllegalStateException("Not a name of a job: " + name);
            }
            if (this.jobs.put(name, job) != null) {
                throw new IllegalStateException("Two jobs are called " + name);
            }
            meters.put(name, new JobMeters(name, metrics));
        }
    }

    void start(@Observes StartupEvent started) {
        start();
    }

    void stop(@Observes ShutdownEvent ended) {
        stop();
    }

    /** Begins to run jobs, as soon as the database is there and as it should be. */
    void start() {
        if (jobs.isEmpty() || !config.enabled()) {
            return;
        }
        clock = Executors.newScheduledThreadPool(1, threads("jobs-clock-"));
        var _ = clock.scheduleWithFixedDelay(
                this::look, 0, millis(min(LOOK, config.pollEvery())), TimeUnit.MILLISECONDS);
        var _ = clock.scheduleWithFixedDelay(
                this::readTable, millis(config.pollEvery()), millis(config.pollEvery()), TimeUnit.MILLISECONDS);
    }

    /** Tells all runs to end, and waits for that as long as is configured. */
    void stop() {
        stopping.countDown();
        if (clock == null) {
            return;
        }
        clock.shutdownNow();
        try {
            // It may be about to start the scheduler.
            if (!clock.awaitTermination(millis(config.stopWithin()), TimeUnit.MILLISECONDS)) {
                LOG.warn("A look at the table of jobs does not end");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        if (scheduler != null) {
            scheduler.stop();
        }
    }

    boolean isStopping() {
        return stopping.getCount() == 0;
    }

    JobStore store() {
        return store;
    }

    /** The service's jobs, by name. */
    Map<String, Job> jobs() {
        return Collections.unmodifiableMap(jobs);
    }

    /** Looks at once for what is due, rather than with the next poll. */
    void lookForDue() {
        if (scheduler != null && !isStopping()) {
            scheduler.triggerCheckForDueExecutions();
        }
    }

    CurrentRun begin(Job job, long version) {
        JobMeters meter = meters.get(job.name());
        meter.due(null);
        CurrentRun run = new CurrentRun(job.name(), version, this::isStopping, meter::handled);
        running.add(run);
        return run;
    }

    void ended(CurrentRun run) {
        running.remove(run);
    }

    private void look() {
        if (!probe.answering() || !probe.migrated()) {
            return;
        }
        attempt(() -> {
            if (scheduler == null) {
                store.declare(jobs.values());
                Scheduler made = scheduler();
                made.start();
                scheduler = made;
            }
            running.forEach(run -> run.look(store));
        });
    }

    private void readTable() {
        if (!probe.answering() || !probe.migrated()) {
            return;
        }
        attempt(() -> {
            Duration silence = config.heartbeatEvery().multipliedBy(MISSED_HEARTBEATS);
            Set<String> missing = new HashSet<>(jobs.keySet());
            for (JobStore.Row row : store.all()) {
                missing.remove(row.name());
                JobMeters meter = meters.get(row.name());
                if (meter != null) {
                    meter.due(row.runs(silence, Instant.now()) ? null : row.executionTime());
                }
            }
            if (!missing.isEmpty()) {
                // Somebody tidied up: an older version does, after two weeks beside this one.
                store.declare(jobs.values());
            }
        });
    }

    /** Tries again with the next look, and says so once: the probe takes up to a second to notice an outage. */
    private void attempt(Runnable look) {
        try {
            look.run();
            failing = false;
        } catch (RuntimeException failure) {
            if (!failing && !isStopping()) {
                DatabaseProblems.of(failure)
                        .ifPresentOrElse(
                                known -> LOG.warnf("The table of jobs cannot be used (%s); trying again", known.code()),
                                () -> LOG.error("The table of jobs cannot be used; trying again", failure));
            }
            failing = true;
        }
    }

    private Scheduler scheduler() {
        Collection<Task<?>> tasks = new ArrayList<>();
        jobs.values().forEach(job -> tasks.add(new JobTask(job, this, config, meters.get(job.name()))));
        return Scheduler.create(new PatientDataSource(pool, probe, stopping), List.copyOf(tasks))
                .jdbcCustomization(new PostgreSqlJdbcCustomization(false, false))
                .serializer(new NoTaskData())
                .pollingInterval(config.pollEvery())
                .heartbeatInterval(config.heartbeatEvery())
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .threads(config.maxAtOnce())
                .executorService(Executors.newFixedThreadPool(config.maxAtOnce(), threads("job-")))
                .dueExecutor(Executors.newSingleThreadExecutor(threads("jobs-due-")))
                .housekeeperExecutor(Executors.newScheduledThreadPool(3, threads("jobs-housekeeper-")))
                .shutdownMaxWait(config.stopWithin())
                // The task logs by itself, less of what passes.
                .failureLogging(LogLevel.OFF, false)
                .build();
    }

    private static ThreadFactory threads(String prefix) {
        return Thread.ofVirtual().name(prefix, 0).factory();
    }

    private static long millis(Duration duration) {
        return duration.toMillis();
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}

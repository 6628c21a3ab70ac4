package dev.trainyard.kit.job;

import com.github.kagkarlsson.scheduler.task.AbstractTask;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.DeadExecutionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.database.DatabaseProblems;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** A job as the scheduler sees it: when it runs again, after an end, a failure, or the death of its replica. */
final class JobTask extends AbstractTask<Void> {

    private static final Logger LOG = Logger.getLogger(JobTask.class);

    /** Others were in the way for a moment: that is worth neither an error nor a long wait. */
    private static final String CONTENDED = "contended";

    private static final Duration AFTER_CONTENTION = Duration.ofSeconds(1);

    private final Job job;
    private final JobRunner runner;
    private final JobConfig config;
    private final JobMeters meters;

    JobTask(Job job, JobRunner runner, JobConfig config, JobMeters meters) {
        super(job.name(), Void.class, null, null);
        this.job = job;
        this.runner = runner;
        this.config = config;
        this.meters = meters;
    }

    /** A failure of the job on its way through the scheduler, which takes unchecked ones. */
    private static final class JobFailed extends RuntimeException {

        private final transient CurrentRun run;

        JobFailed(CurrentRun run, Throwable cause) {
            super(cause);
            this.run = run;
        }
    }

    @Override
    public CompletionHandler<Void> execute(TaskInstance<Void> instance, ExecutionContext context) {
        CurrentRun run = runner.begin(job, context.getExecution().version);
        long start = System.nanoTime();
        try {
            if (run.begin(runner.store())) {
                run.handledInAll(job.run(run));
            }
        } catch (Exception | Error failure) {
            throw new JobFailed(run, failure);
        } finally {
            meters.ran(System.nanoTime() - start);
            runner.ended(run);
            // A job that was interrupted may leave the flag set; without it the end can still be written down.
            var _ = Thread.interrupted();
        }
        return (complete, operations) -> completed(run, complete, operations);
    }

    private void completed(CurrentRun run, ExecutionComplete complete, ExecutionOperations<Void> operations) {
        if (isLost(run)) {
            return;
        }
        // Cut short by the end of this replica, it goes on elsewhere at once.
        Duration wait = runner.isStopping() ? Duration.ZERO : job.interval();
        operations.reschedule(complete, complete.getTimeDone().plus(wait));
    }

    private void failed(ExecutionComplete complete, ExecutionOperations<Void> operations) {
        JobFailed failure = (JobFailed) complete.getCause().orElseThrow();
        if (isLost(failure.run)) {
            return;
        }
        // An interrupted run is nobody's fault: the next replica may try at once.
        Duration wait = runner.isStopping()
                ? Duration.ZERO
                : wait(failure.getCause(), complete.getExecution().consecutiveFailures);
        operations.reschedule(complete, complete.getTimeDone().plus(wait));
    }

    private Duration wait(Throwable cause, int failuresBefore) {
        Optional<String> known = DatabaseProblems.of(cause).map(Problem::code);
        meters.failed(known.orElse("unexpected"));
        boolean contended = known.filter(CONTENDED::equals).isPresent();
        Duration wait = retryAfter(contended ? AFTER_CONTENTION : config.retryAfter(), failuresBefore);
        if (contended) {
            LOG.debugf(cause, "Job %s gave way to others; tried again in %s", job.name(), wait);
        } else if (known.isPresent()) {
            LOG.warnf("Job %s failed: %s; tried again in %s", job.name(), known.get(), wait);
        } else {
            LOG.errorf(
                    cause,
                    "Job %s failed for the %d. time in a row; tried again in %s",
                    job.name(),
                    failuresBefore + 1,
                    wait);
        }
        return wait;
    }

    /** Twice as long with each failure in a row, up to a bound. */
    private Duration retryAfter(Duration first, int failuresBefore) {
        Duration most = config.retryAfterAtMost();
        Duration wait = first.multipliedBy(1L << Math.min(failuresBefore, 20));
        return wait.compareTo(most) < 0 ? wait : most;
    }

    private void died(ExecutionComplete complete, ExecutionOperations<Void> operations) {
        int failuresBefore = complete.getExecution().consecutiveFailures;
        // At once the first time. What kills one replica after the other must not do so as fast as it can.
        Duration wait = failuresBefore == 0 ? Duration.ZERO : retryAfter(config.retryAfter(), failuresBefore - 1);
        LOG.warnf(
                "Job %s: replica %s, which ran it, is silent since %s; begun anew in %s",
                job.name(), complete.getExecution().pickedBy, complete.getExecution().lastHeartbeat, wait);
        meters.failed("replica-died");
        operations.reschedule(complete, complete.getTimeDone().plus(wait));
    }

    private boolean isLost(CurrentRun run) {
        if (run.isLost()) {
            LOG.warnf("Job %s: another replica took this one for dead and has begun anew", job.name());
        }
        return run.isLost();
    }

    @Override
    public FailureHandler<Void> getFailureHandler() {
        return this::failed;
    }

    @Override
    public DeadExecutionHandler<Void> getDeadExecutionHandler() {
        return this::died;
    }

    @Override
    public SchedulableInstance<Void> schedulableInstance(String id) {
        throw new UnsupportedOperationException("Jobs are declared by JobStore");
    }

    @Override
    public SchedulableInstance<Void> schedulableInstance(String id, Void data) {
        return schedulableInstance(id);
    }
}

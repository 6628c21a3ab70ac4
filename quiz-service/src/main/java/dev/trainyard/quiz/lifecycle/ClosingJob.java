package dev.trainyard.quiz.lifecycle;

import dev.trainyard.kit.job.Job;
import dev.trainyard.kit.job.JobRun;
import dev.trainyard.quiz.lifecycle.LifecycleStore.Due;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Closes the quizzes whose time has come, each in a transaction of its own. One that cannot be closed holds up no other: it
 * is counted, told of once, and tried again with every run.
 */
@ApplicationScoped
class ClosingJob implements Job {

    private static final Logger LOG = Logger.getLogger(ClosingJob.class);
    private static final int CHUNK = 100;
    private static final Due BEFORE_ALL = new Due("", new UUID(0, 0), Instant.EPOCH);

    private final LifecycleStore store;
    private final LifecycleService quizzes;
    private final Failures failures;

    ClosingJob(LifecycleStore store, LifecycleService quizzes, MeterRegistry metrics) {
        this.store = store;
        this.quizzes = quizzes;
        this.failures = new Failures(
                "trainyard.quiz.closing.failures", "Quiz %s cannot be closed; tried again every second", LOG, metrics);
    }

    @Override
    public String name() {
        return "close-quizzes";
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(1);
    }

    @Override
    public long run(JobRun run) {
        long closed = 0;
        List<Due> due = List.of(BEFORE_ALL);
        do {
            due = store.due(due.getLast(), CHUNK);
            for (Due quiz : due) {
                try {
                    if (quizzes.closeDue(quiz.user(), quiz.id())) {
                        closed++;
                        run.handled(1);
                    }
                    failures.remove(quiz.id());
                } catch (RuntimeException failure) {
                    failures.add(quiz.id(), failure);
                }
            }
        } while (due.size() == CHUNK && !run.isCancelled());
        return closed;
    }
}

package dev.trainyard.quiz.lifecycle;

import dev.trainyard.kit.job.Job;
import dev.trainyard.kit.job.JobRun;
import dev.trainyard.quiz.lifecycle.LifecycleStore.Due;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Closes the quizzes whose time has come, each in a transaction of its own: one that cannot be closed holds up no other. */
@ApplicationScoped
class ClosingJob implements Job {

    private static final Logger LOG = Logger.getLogger(ClosingJob.class);
    private static final int CHUNK = 100;
    private static final Due BEFORE_ALL = new Due("", new UUID(0, 0), Instant.EPOCH);

    private final LifecycleStore store;
    private final LifecycleService quizzes;

    ClosingJob(LifecycleStore store, LifecycleService quizzes) {
        this.store = store;
        this.quizzes = quizzes;
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
        RuntimeException last = null;
        List<Due> due = List.of(BEFORE_ALL);
        do {
            due = store.due(due.getLast(), CHUNK);
            for (Due quiz : due) {
                try {
                    if (quizzes.closeDue(quiz.user(), quiz.id())) {
                        closed++;
                        run.handled(1);
                    }
                } catch (RuntimeException failure) {
                    LOG.errorf(failure, "Quiz %s cannot be closed", quiz.id());
                    last = failure;
                }
            }
        } while (due.size() == CHUNK && !run.isCancelled());
        if (last != null) {
            throw last;
        }
        return closed;
    }
}

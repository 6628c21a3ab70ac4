package dev.trainyard.quiz.lifecycle;

import dev.trainyard.kit.job.Job;
import dev.trainyard.kit.job.JobRun;
import dev.trainyard.quiz.lifecycle.SettlementStore.Unsettled;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Settles the quizzes that have closed, one chunk of each after the other, so that none waits for the end of a large one. One
 * that fails holds up no other: it is counted, told of once, and tried again with every run.
 */
@ApplicationScoped
class SettlementJob implements Job {

    private static final Logger LOG = Logger.getLogger(SettlementJob.class);
    private static final int PAGE = 100;

    private final SettlementStore store;
    private final SettlementService settlements;
    private final Duration patience;
    private final Failures failures;

    SettlementJob(SettlementStore store, SettlementService settlements, LifecycleConfig config, MeterRegistry metrics) {
        this.store = store;
        this.settlements = settlements;
        this.patience = config.settlement().patience();
        this.failures = new Failures(
                "trainyard.quiz.settlement.failures",
                "Quiz %s is closed, but cannot be settled; tried again every second",
                LOG,
                metrics);
    }

    @Override
    public String name() {
        return "settle-quizzes";
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(1);
    }

    /** The number of chunks. */
    @Override
    public long run(JobRun run) {
        Set<UUID> failed = new HashSet<>();
        long all = 0;
        long more;
        do {
            more = round(run, failed);
            all += more;
        } while (more > 0 && !run.isCancelled());
        // What failed before, and not now, has been settled elsewhere.
        failures.retain(failed);
        return all;
    }

    /** Settles a quiz at once, as far as it goes while somebody waits for it; what fails is left to the job. */
    void begin(String creator, UUID quiz) {
        long end = System.nanoTime() + patience.toNanos();
        boolean goesOn = true;
        while (goesOn && System.nanoTime() - end < 0) {
            try {
                goesOn = settlements.goOn(creator, quiz, true);
            } catch (RuntimeException failure) {
                failures.add(quiz, failure);
                goesOn = false;
            }
        }
    }

    /** The next chunk of each. */
    private long round(JobRun run, Set<UUID> failed) {
        long chunks = 0;
        List<Unsettled> page = List.of(Unsettled.BEFORE_FIRST);
        do {
            page = store.open(page.getLast(), PAGE);
            for (Unsettled next : page) {
                if (!failed.contains(next.quiz()) && !run.isCancelled()) {
                    try {
                        if (settlements.goOn(next.creator(), next.quiz(), false)) {
                            chunks++;
                            run.handled(1);
                        }
                        failures.remove(next.quiz());
                    } catch (RuntimeException failure) {
                        failed.add(next.quiz());
                        failures.add(next.quiz(), failure);
                    }
                }
            }
        } while (page.size() == PAGE && !run.isCancelled());
        return chunks;
    }
}

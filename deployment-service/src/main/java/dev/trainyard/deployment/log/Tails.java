package dev.trainyard.deployment.log;

import dev.trainyard.http.problem.Problem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** All who follow something on this replica. What is new is asked for at once for all of them, and not while there is none. */
@ApplicationScoped
class Tails {

    private static final Logger LOG = Logger.getLogger(Tails.class);

    private final Set<Tail> tails = ConcurrentHashMap.newKeySet();
    private final TailStore store;
    private final TailConfig config;
    private final Counter dropped;

    Tails(TailStore store, TailConfig config, MeterRegistry metrics) {
        this.store = store;
        this.config = config;
        Gauge.builder("trainyard.deployment.log.tails", tails, Set::size)
                .description("How many follow a log or a run now")
                .register(metrics);
        this.dropped = Counter.builder("trainyard.deployment.log.tails.dropped")
                .description("Those who were dropped since they did not take what was sent")
                .register(metrics);
    }

    /**
     * Follows what ends from now on, or has since {@code tail} was here last.
     *
     * @throws Problem 429 or 503 when too many do
     */
    void follow(LogTail tail) {
        admit(tail);
        tail.begin(store.ended(List.of(tail)).getOrDefault(0, List.of()));
        begin(tail);
    }

    /**
     * Follows the steps of a run.
     *
     * @throws Problem 429 or 503 when too many do
     */
    void follow(StepTail tail) {
        admit(tail);
        begin(tail);
    }

    private void admit(Tail tail) {
        tails.removeIf(Tail::isGone);
        if (tails.stream().filter(other -> other.user().equals(tail.user())).count() >= config.maxPerUser()) {
            throw Problem.of(429, "too-many-tails", "You follow as many logs as one may at once.")
                    .header("Retry-After", "10");
        }
        if (tails.size() >= config.max()) {
            throw Problem.unavailable("too-many-tails", "As many logs are followed as may be at once.", 10);
        }
    }

    private void begin(Tail tail) {
        // The head of the answer goes out with it.
        tail.comment("following");
        tails.add(tail);
    }

    void stop(@Observes ShutdownEvent event) {
        tails.forEach(tail -> tail.end("shutdown"));
    }

    @Scheduled(
            every = "${trainyard.log-tail.every}",
            concurrentExecution = ConcurrentExecution.SKIP,
            identity = "log-tail")
    @RunOnVirtualThread
    void run() {
        try {
            look();
        } catch (RuntimeException failure) {
            LOG.error("What is new in logs could not be read; asked again", failure);
        }
    }

    /** Sends to each what is new for it. */
    void look() {
        tails.forEach(this::tend);
        tails.removeIf(Tail::isGone);
        offerRuns(ready(LogTail.class));
        offerSteps(ready(StepTail.class));
    }

    private void tend(Tail tail) {
        if (tail.isStuck(config.patience())) {
            dropped.increment();
            tail.end("slow");
        } else if (tail.isOlderThan(config.longest())) {
            tail.end("come-again");
        } else if (tail.isSilent(config.heartbeat())) {
            tail.comment("still here");
        }
    }

    private void offerRuns(List<LogTail> ready) {
        if (ready.isEmpty()) {
            return;
        }
        Map<Integer, List<LoggedRun>> ended = store.ended(ready);
        for (int place = 0; place < ready.size(); place++) {
            ready.get(place).offer(ended.getOrDefault(place, List.of()));
        }
    }

    private void offerSteps(List<StepTail> ready) {
        if (ready.isEmpty()) {
            return;
        }
        // First the ends: of a run that has ended, all steps are there.
        Map<Integer, List<LoggedRun>> ends = store.ends(ready);
        Map<Integer, List<LoggedStep>> steps = store.steps(ready);
        for (int place = 0; place < ready.size(); place++) {
            List<LoggedStep> next = steps.getOrDefault(place, List.of());
            ready.get(place).offer(next);
            if (ends.containsKey(place) && next.size() < TailStore.MAX_EVENTS) {
                ready.get(place).ended(ends.get(place).getFirst());
            }
        }
    }

    private <T extends Tail> List<T> ready(Class<T> kind) {
        return tails.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(Tail::isReady)
                .toList();
    }
}

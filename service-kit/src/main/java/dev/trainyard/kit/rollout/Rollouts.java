package dev.trainyard.kit.rollout;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Chooses between the two implementations of an optimisation: {@code plain}, which is obviously right, and {@code fast},
 * which has to prove itself. The choice is per user and stable; it, and when it is taken back, are said at run time.
 */
@ApplicationScoped
public class Rollouts {

    private static final Logger LOG = Logger.getLogger(Rollouts.class);

    private final RolloutStates states;
    private final Snapshot snapshot;

    Rollouts(RolloutStates states, Snapshot snapshot) {
        this.states = states;
        this.snapshot = snapshot;
    }

    private record Compared<T>(Outcome<T> plain, Outcome<T> fast) {}

    /**
     * Reads by the variant that {@code user} gets. On a share of calls the other one runs too, on the same data, and what
     * both answer is compared by {@code equals}; a {@code Problem} is an answer. Neither may write. When fast fails
     * unexpectedly, plain answers; not within a transaction, which a failed statement makes unusable.
     *
     * @param rollout the name of a {@link RolloutDefinition} of this service
     */
    public <T> T read(String rollout, String user, Supplier<T> plain, Supplier<T> fast) {
        RunningRollout running = running(rollout);
        RunningRollout.Current now = running.current();
        Variant chosen = chosen(running, now, user);
        boolean withinTransaction = snapshot.isWithinTransaction();
        if (!withinTransaction && now.state().drawsComparison()) {
            return compared(running, now, chosen, plain, fast);
        }
        Outcome<T> outcome = alone(running, now, chosen, chosen == Variant.FAST ? fast : plain);
        if (chosen == Variant.FAST && outcome instanceof Outcome.Failure<T>(Throwable cause) && !withinTransaction) {
            logFallback(running, cause);
            long start = System.nanoTime();
            outcome = Outcome.of(plain);
            running.fellBack(now, outcome, System.nanoTime() - start);
        }
        return outcome.orThrow();
    }

    /**
     * Writes by the variant that {@code user} gets, and by no other: nothing is written twice, so there is no comparison
     * and no second try.
     *
     * @param rollout the name of a {@link RolloutDefinition} of this service
     */
    public <T> T write(String rollout, String user, Supplier<T> plain, Supplier<T> fast) {
        RunningRollout running = running(rollout);
        RunningRollout.Current now = running.current();
        Variant chosen = chosen(running, now, user);
        return alone(running, now, chosen, chosen == Variant.FAST ? fast : plain)
                .orThrow();
    }

    private <T> T compared(
            RunningRollout running, RunningRollout.Current now, Variant chosen, Supplier<T> plain, Supplier<T> fast) {
        // In either order, since the second finds in memory what the first had to fetch.
        boolean plainFirst = ThreadLocalRandom.current().nextBoolean();
        Compared<T> both = snapshot.of(() -> {
            Outcome<T> first =
                    beside(running, now, plainFirst ? Variant.PLAIN : Variant.FAST, plainFirst ? plain : fast);
            if (!(first instanceof Outcome.Answer)) {
                snapshot.recover();
            }
            Outcome<T> second =
                    beside(running, now, plainFirst ? Variant.FAST : Variant.PLAIN, plainFirst ? fast : plain);
            return plainFirst ? new Compared<>(first, second) : new Compared<>(second, first);
        });
        running.compare(now, chosen, both.plain(), both.fast());
        if (both.fast() instanceof Outcome.Failure<T>(Throwable cause)) {
            logFallback(running, cause);
            return both.plain().orThrow();
        }
        return chosen == Variant.FAST ? both.fast().orThrow() : both.plain().orThrow();
    }

    private static <T> Outcome<T> alone(
            RunningRollout running, RunningRollout.Current now, Variant variant, Supplier<T> run) {
        long start = System.nanoTime();
        Outcome<T> outcome = Outcome.of(run);
        running.ranAlone(now, variant, outcome, System.nanoTime() - start);
        return outcome;
    }

    private static <T> Outcome<T> beside(
            RunningRollout running, RunningRollout.Current now, Variant variant, Supplier<T> run) {
        long start = System.nanoTime();
        Outcome<T> outcome = Outcome.of(run);
        running.ranCompared(now, variant, outcome, System.nanoTime() - start);
        return outcome;
    }

    private static void logFallback(RunningRollout running, Throwable cause) {
        LOG.errorf(cause, "Rollout %s: fast failed; plain answers", running.name());
    }

    private static Variant chosen(RunningRollout running, RunningRollout.Current now, String user) {
        return now.state().includes(running.name(), user) ? Variant.FAST : Variant.PLAIN;
    }

    private RunningRollout running(String rollout) {
        return states.find(rollout)
                .orElseThrow(() -> new IllegalStateException("No RolloutDefinition is called " + rollout));
    }
}

package dev.trainyard.kit.rollout;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** One rollout as this replica knows it: its state, what was seen of it, its metrics. */
final class RunningRollout {

    private static final Logger LOG = Logger.getLogger(RunningRollout.class);

    private final RolloutDefinition definition;
    private final Map<Variant, Timer> calls = new EnumMap<>(Variant.class);
    private final Map<Variant, Counter> errors = new EnumMap<>(Variant.class);
    private final Counter comparisons;
    private final Counter mismatches;
    private final Counter fallbacks;

    private volatile Current current = new Current(RolloutState.UNKNOWN, new Evidence());
    // Decided here, and not yet in the table.
    private RolloutState unsaved;

    /** A state and what was seen under it: a call is counted where it was begun, whatever changes meanwhile. */
    record Current(RolloutState state, Evidence evidence) {}

    RunningRollout(RolloutDefinition definition, MeterRegistry metrics) {
        this.definition = definition;
        for (Variant variant : Variant.values()) {
            calls.put(
                    variant,
                    Timer.builder("trainyard.rollout.calls")
                            .description("Runs of a variant")
                            .tags("rollout", definition.name(), "variant", variant.label())
                            .register(metrics));
            errors.put(
                    variant,
                    Counter.builder("trainyard.rollout.errors")
                            .description("Runs of a variant that failed as nobody expected")
                            .tags("rollout", definition.name(), "variant", variant.label())
                            .register(metrics));
        }
        this.comparisons = counter("trainyard.rollout.comparisons", "Answers compared", metrics);
        this.mismatches = counter("trainyard.rollout.mismatches", "Compared answers that differed", metrics);
        this.fallbacks = counter("trainyard.rollout.fallbacks", "Failures of fast that plain made up for", metrics);
        Gauge.builder(
                        "trainyard.rollout.percent",
                        this,
                        rollout -> rollout.current.state().percent())
                .description("The share of users who get the fast variant")
                .tag("rollout", definition.name())
                .register(metrics);
        Gauge.builder(
                        "trainyard.rollout.turned.off",
                        this,
                        rollout -> rollout.current.state().isTurnedOff() ? 1 : 0)
                .description("1 when it turned itself off")
                .tag("rollout", definition.name())
                .register(metrics);
    }

    private Counter counter(String name, String description, MeterRegistry metrics) {
        return Counter.builder(name)
                .description(description)
                .tag("rollout", definition.name())
                .register(metrics);
    }

    RolloutDefinition definition() {
        return definition;
    }

    String name() {
        return definition.name();
    }

    Current current() {
        return current;
    }

    RolloutView view() {
        RolloutView.Seen seen = new RolloutView.Seen(
                (long) comparisons.count(),
                (long) mismatches.count(),
                (long) fallbacks.count(),
                seen(Variant.PLAIN),
                seen(Variant.FAST));
        return RolloutView.of(definition, current.state(), seen);
    }

    private RolloutView.Calls seen(Variant variant) {
        Timer timer = calls.get(variant);
        double meanMillis = Math.round(timer.mean(TimeUnit.MICROSECONDS)) / 1000.0;
        return new RolloutView.Calls(timer.count(), (long) errors.get(variant).count(), meanMillis);
    }

    /** Takes over what the table says, unless it does not know yet what was decided here. */
    synchronized void apply(RolloutState stored) {
        if (unsaved == null && !stored.equals(current.state())) {
            current = new Current(stored, new Evidence());
        }
    }

    /** Takes over what an admin decided just now. */
    synchronized void decided(RolloutState stored) {
        unsaved = null;
        current = new Current(stored, new Evidence());
    }

    /** A turn-off that the table does not have yet. */
    synchronized Optional<RolloutState> unsaved() {
        return Optional.ofNullable(unsaved);
    }

    synchronized void saved(RolloutState off) {
        if (off.equals(unsaved)) {
            unsaved = null;
        }
    }

    /** Stops using fast here and now; the table and thereby the other replicas follow with the next refresh. */
    private synchronized void turnOff(Current judged, String reason) {
        if (!current.equals(judged) || judged.state().isTurnedOff()) {
            // Somebody was faster, or has changed what was judged.
            return;
        }
        // As precise as the table.
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        unsaved = judged.state().turnedOff(reason, now);
        current = new Current(unsaved, new Evidence());
        LOG.warnf("Rollout %s turned itself off. %s", name(), reason);
    }

    /** Turns it off when what was seen is out of bounds. */
    void judge() {
        Current judged = current;
        judged.evidence().judge(judged.state().bounds()).ifPresent(reason -> turnOff(judged, reason));
    }

    /** Counts a run that was a request of its own. */
    void ranAlone(Current at, Variant variant, Outcome<?> outcome, long nanos) {
        count(at, variant, outcome, nanos);
        if (!outcome.isFailure()) {
            at.evidence().tookAlone(variant, nanos);
        }
    }

    /** Counts a run beside the other variant. */
    void ranCompared(Current at, Variant variant, Outcome<?> outcome, long nanos) {
        count(at, variant, outcome, nanos);
        if (!outcome.isFailure()) {
            at.evidence().tookCompared(variant, nanos);
        }
    }

    /** Counts the run of plain after a failure of fast. Not among the latencies: it ran on what fast had warmed. */
    void fellBack(Current at, Outcome<?> outcome, long nanos) {
        fallbacks.increment();
        count(at, Variant.PLAIN, outcome, nanos);
    }

    private void count(Current at, Variant variant, Outcome<?> outcome, long nanos) {
        calls.get(variant).record(nanos, TimeUnit.NANOSECONDS);
        at.evidence().ran(variant, outcome.isFailure());
        if (outcome.isFailure()) {
            errors.get(variant).increment();
        }
    }

    /** Where plain says something, fast has to say the same. */
    <T> void compare(Current at, Variant chosen, Outcome<T> plain, Outcome<T> fast) {
        if (chosen == Variant.FAST && fast.isFailure()) {
            fallbacks.increment();
        }
        if (!plain.isSaid() || fast instanceof Outcome.Unavailable) {
            return;
        }
        comparisons.increment();
        if (!plain.sameAs(fast)) {
            mismatches.increment();
            // Not what they answered: that is somebody's data.
            LOG.warnf(
                    "Rollout %s: fast did not answer what plain did; the caller got that of %s",
                    name(), fast.isFailure() ? Variant.PLAIN.label() : chosen.label());
            at.evidence().mismatch(at.state().bounds()).ifPresent(reason -> turnOff(at, reason));
        }
    }
}

package dev.trainyard.kit.rollout;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * What one replica has seen of a rollout since its state last changed. Judged in windows that end when there are enough
 * calls of both variants, however long that takes: a share of a share of little traffic would never fill a minute.
 */
final class Evidence {

    private final AtomicInteger mismatches = new AtomicInteger();
    private volatile Errors errors = new Errors();
    // Apart, since a compared variant does not wait for a connection: the two run on one that was borrowed before.
    private volatile Pair alone = new Pair();
    private volatile Pair compared = new Pair();

    private static final class Errors {
        private final Map<Variant, LongAdder> calls = new EnumMap<>(Variant.class);
        private final Map<Variant, LongAdder> failed = new EnumMap<>(Variant.class);

        Errors() {
            for (Variant variant : Variant.values()) {
                calls.put(variant, new LongAdder());
                failed.put(variant, new LongAdder());
            }
        }

        void add(Variant variant, boolean failure) {
            calls.get(variant).increment();
            if (failure) {
                failed.get(variant).increment();
            }
        }

        boolean above(int perMille, Variant variant) {
            return failed.get(variant).sum() * 1000
                    > perMille * calls.get(variant).sum();
        }

        String of(Variant variant) {
            return failed.get(variant).sum() + " of " + calls.get(variant).sum();
        }
    }

    private record Pair(Latencies plain, Latencies fast) {

        Pair() {
            this(new Latencies(), new Latencies());
        }

        Latencies of(Variant variant) {
            return variant == Variant.FAST ? fast : plain;
        }

        boolean has(int calls) {
            return plain.count() >= calls && fast.count() >= calls;
        }

        Optional<String> slower(BigDecimal ratio) {
            long plainNanos = plain.p95();
            long fastNanos = fast.p95();
            return fastNanos > plainNanos * ratio.doubleValue()
                    ? Optional.of(String.format(
                            Locale.ROOT,
                            "latency: the p95 of fast was %.2f ms, that of plain %.2f ms; the bound is %s times",
                            fastNanos / 1e6,
                            plainNanos / 1e6,
                            ratio.toPlainString()))
                    : Optional.empty();
        }
    }

    void ran(Variant variant, boolean failed) {
        errors.add(variant, failed);
    }

    void tookAlone(Variant variant, long nanos) {
        alone.of(variant).add(nanos);
    }

    void tookCompared(Variant variant, long nanos) {
        compared.of(variant).add(nanos);
    }

    /** Counts a mismatch; why the rollout must be turned off, if it must. */
    Optional<String> mismatch(RolloutBounds bounds) {
        int count = mismatches.incrementAndGet();
        return count >= bounds.mismatches()
                ? Optional.of("mismatch: " + count + " compared answers differed; the bound is " + bounds.mismatches())
                : Optional.empty();
    }

    /** Why the rollout must be turned off, if it must. What was judged is not judged again. */
    Optional<String> judge(RolloutBounds bounds) {
        return judgeErrors(bounds).or(() -> judgeLatency(bounds));
    }

    private Optional<String> judgeErrors(RolloutBounds bounds) {
        Errors judged = errors;
        if (judged.calls.get(Variant.FAST).sum() < bounds.minCalls()) {
            return Optional.empty();
        }
        errors = new Errors();
        int bound = bounds.errorsPerMille();
        return judged.above(bound, Variant.FAST) && !judged.above(bound, Variant.PLAIN)
                ? Optional.of("errors: " + judged.of(Variant.FAST) + " calls of fast failed, "
                        + judged.of(Variant.PLAIN) + " of plain; the bound is " + bound + " per mille")
                : Optional.empty();
    }

    private Optional<String> judgeLatency(RolloutBounds bounds) {
        Pair judgedAlone = alone;
        Pair judgedCompared = compared;
        Optional<String> reason = Optional.empty();
        if (judgedAlone.has(bounds.minCalls())) {
            alone = new Pair();
            reason = judgedAlone.slower(bounds.latencyRatio());
        }
        if (judgedCompared.has(bounds.minCalls())) {
            compared = new Pair();
            reason = reason.or(() -> judgedCompared.slower(bounds.latencyRatio()));
        }
        return reason;
    }
}

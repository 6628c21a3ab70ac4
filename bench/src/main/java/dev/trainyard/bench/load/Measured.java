package dev.trainyard.bench.load;

import java.time.Duration;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What came of some load.
 *
 * @param lasting how long it was sent, once it had settled
 * @param served how long each answer of success took, in nanoseconds: in an open loop from when its request was due
 * @param refused how long each answer of 429 or 503 took, likewise
 * @param statuses how many answers had which status, with those from before it had settled
 * @param unanswered those that failed or took too long
 * @param generatorCpu processor time of the load generator
 */
public record Measured(
        Duration lasting,
        Histogram served,
        Histogram refused,
        Map<Integer, Long> statuses,
        long unanswered,
        Duration generatorCpu) {

    private static final double NANOS_PER_MILLI = 1e6;

    /** Requests that succeeded, in a second. */
    public double rate() {
        return served.getTotalCount() / (lasting.toNanos() / 1e9);
    }

    /** Milliseconds that so many of a hundred successes did not exceed. */
    public double millis(double percentile) {
        return served.getValueAtPercentile(percentile) / NANOS_PER_MILLI;
    }

    /** Milliseconds that so many of a hundred refusals did not exceed. */
    public double refusedMillis(double percentile) {
        return refused.getValueAtPercentile(percentile) / NANOS_PER_MILLI;
    }

    /** The mean of the successes, in milliseconds. */
    public double meanMillis() {
        return served.getMean() / NANOS_PER_MILLI;
    }

    /** How many succeeded. */
    public long succeeded() {
        return served.getTotalCount();
    }

    /** How many did not, and were not refused for being too many. */
    public long failed() {
        return unanswered
                + statuses.entrySet().stream()
                        .filter(status -> status.getKey() >= 300 && status.getKey() != 429 && status.getKey() != 503)
                        .mapToLong(Map.Entry::getValue)
                        .sum();
    }

    /** How many were refused for being too many. */
    public long shed() {
        return refused.getTotalCount();
    }

    /** All that were answered. */
    public long answered() {
        return statuses.values().stream().mapToLong(Long::longValue).sum();
    }
}

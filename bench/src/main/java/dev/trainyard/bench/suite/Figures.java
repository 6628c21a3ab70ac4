package dev.trainyard.bench.suite;

import dev.trainyard.bench.load.Measured;
import java.util.EnumMap;
import java.util.Map;

/**
 * What one round of one variant came to: what is reported, and kept as JSON.
 *
 * @param rate successes in a second
 * @param meanMillis of the successes, as are the percentiles
 * @param cpuMicros processor time of each program per answer, in microseconds
 * @param databaseMicros likewise of PostgreSQL
 * @param generatorMicros likewise of the load generator
 * @param commits per answer, as are statements and bytes written ahead
 * @param borrowed connections taken from the services' pools, per answer
 * @param waitedMicros how long they waited for these, per answer
 * @param refused how many were refused for being too many
 * @param refusedMillis the 99th percentile of those
 */
public record Figures(
        double rate,
        double meanMillis,
        double p50Millis,
        double p90Millis,
        double p99Millis,
        double p999Millis,
        double maxMillis,
        Map<Program, Double> cpuMicros,
        double databaseMicros,
        double generatorMicros,
        double commits,
        double statements,
        double walBytes,
        double borrowed,
        double waitedMicros,
        long succeeded,
        long refused,
        double refusedMillis) {

    /**
     * Puts together what was measured and what it has cost.
     *
     * @throws IllegalStateException when requests failed, so that the figures mean nothing
     */
    public static Figures of(Measured measured, Costs costs) {
        if (measured.failed() > 0 || measured.answered() == 0) {
            throw new IllegalStateException("%d of %d requests failed: %s, %d without an answer"
                    .formatted(
                            measured.failed(),
                            measured.answered() + measured.unanswered(),
                            measured.statuses(),
                            measured.unanswered()));
        }
        double answers = measured.answered();
        Map<Program, Double> cpu = new EnumMap<>(Program.class);
        costs.cpuMicros().forEach((program, micros) -> cpu.put(program, micros / answers));
        return new Figures(
                measured.rate(),
                measured.meanMillis(),
                measured.millis(50),
                measured.millis(90),
                measured.millis(99),
                measured.millis(99.9),
                measured.millis(100),
                cpu,
                costs.databaseMicros() / answers,
                measured.generatorCpu().toNanos() / 1000.0 / answers,
                costs.commits() / answers,
                costs.statements() / answers,
                costs.walBytes() / answers,
                costs.borrowed() / answers,
                costs.waitedMicros() / answers,
                measured.succeeded(),
                measured.shed(),
                measured.shed() == 0 ? 0 : measured.refusedMillis(99));
    }

    /** Processor time of the services and the gateway per answer, in microseconds. */
    public double servicesMicros() {
        return cpuMicros.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}

package dev.trainyard.bench.suite;

import dev.trainyard.bench.load.ProcessorTime;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;

/**
 * What everything has cost since it was started; the difference of two is what happened between them has.
 *
 * @param cpuMicros processor time of each program
 * @param databaseMicros processor time of PostgreSQL, with all its processes
 * @param commits transactions, also those that the suite makes by itself
 * @param statements what was sent to PostgreSQL, likewise
 * @param walBytes what was written ahead
 * @param borrowed connections that the services took from their pools
 * @param waitedMicros how long they waited for them
 */
public record Costs(
        Map<Program, Long> cpuMicros,
        long databaseMicros,
        long commits,
        long statements,
        long walBytes,
        long borrowed,
        long waitedMicros) {

    private static final int MICROS_PER_MILLI = 1_000;

    /** As of now. */
    public static Costs of(RunningSuite suite) throws SQLException {
        Map<Program, Long> cpu = new EnumMap<>(Program.class);
        long borrowed = 0;
        long waited = 0;
        for (Program program : Program.values()) {
            cpu.put(
                    program,
                    suite.pids(program).stream()
                            .mapToLong(ProcessorTime::micros)
                            .sum());
            if (program != Program.GATEWAY) {
                for (String metrics : suite.metrics(program)) {
                    borrowed += Math.round(value(metrics, "agroal_acquire_count_total"));
                    waited += Math.round(value(metrics, "agroal_blocking_time_total_milliseconds") * MICROS_PER_MILLI);
                }
            }
        }
        try (Connection connection = suite.connect();
                ResultSet row = connection.createStatement().executeQuery("""
                        SELECT (SELECT sum(xact_commit) FROM pg_stat_database),
                               (SELECT coalesce(sum(calls), 0) FROM pg_stat_statements),
                               pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')
                        """)) {
            row.next();
            return new Costs(
                    cpu,
                    databaseMicros(suite.postmaster()),
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    borrowed,
                    waited);
        }
    }

    /** What was spent since {@code before}. */
    public Costs since(Costs before) {
        Map<Program, Long> cpu = new EnumMap<>(Program.class);
        cpuMicros.forEach((program, micros) -> cpu.put(program, micros - before.cpuMicros.get(program)));
        return new Costs(
                cpu,
                databaseMicros - before.databaseMicros,
                commits - before.commits,
                statements - before.statements,
                walBytes - before.walBytes,
                borrowed - before.borrowed,
                waitedMicros - before.waitedMicros);
    }

    private static double value(String metrics, String name) {
        String series = name + "{datasource=\"default\"} ";
        return metrics.lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no " + series));
    }

    private static long databaseMicros(long postmaster) {
        return ProcessorTime.microsWithEndedChildren(postmaster)
                + ProcessHandle.of(postmaster).stream()
                        .flatMap(ProcessHandle::children)
                        .mapToLong(child -> ProcessorTime.micros(child.pid()))
                        .sum();
    }
}

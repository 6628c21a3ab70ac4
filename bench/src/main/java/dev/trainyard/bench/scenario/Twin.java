package dev.trainyard.bench.scenario;

import dev.trainyard.bench.load.Calls;
import dev.trainyard.bench.suite.Program;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Something that a service can do in two ways, behind a rollout.
 *
 * @param what is optimised
 * @param rollout by its name
 * @param plain what the plain way does, as reports call it
 * @param fast likewise the other
 * @param calls that ask for it
 * @param clients how many ask at once
 * @param measure what a document promises something of
 */
record Twin(
        Program program,
        String what,
        String rollout,
        String plain,
        String fast,
        Calls calls,
        int clients,
        Comparison.Measure measure,
        Optional<Goal> goal) {

    Comparison compare(Laboratory laboratory) throws SQLException {
        return laboratory.compare(
                what, measure, variant(laboratory, plain, false), variant(laboratory, fast, true), goal);
    }

    private Variant variant(Laboratory laboratory, String name, boolean isFast) {
        return Variant.of(
                name,
                () -> laboratory.suite().switchRollout(program, rollout, isFast),
                lasting -> laboratory.closed(program, calls, clients, lasting));
    }
}

package dev.trainyard.bench.scenario;

import dev.trainyard.bench.load.Calls;
import dev.trainyard.bench.load.Pgbench;
import dev.trainyard.bench.load.SqlLoad;
import dev.trainyard.bench.suite.Lifters;
import dev.trainyard.bench.suite.Lifters.Lifter;
import dev.trainyard.bench.suite.LoggedStatement;
import dev.trainyard.bench.suite.Program;
import dev.trainyard.bench.suite.RunningSuite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How much of what PostgreSQL can do is left when a service stands in front of it. */
public final class DistanceToTheLimit implements Scenario {

    private static final int CLIENTS = 16;
    private static final String SAMPLE_WEIGHT = "62.5";
    private static final String SAMPLE_REPETITIONS = "7";

    @Override
    public String name() {
        return "limit";
    }

    @Override
    public String title() {
        return "Adding sets, and the bare statement";
    }

    @Override
    public String about() {
        return "A set is added by one statement. " + CLIENTS
                + " clients send it, over JDBC and by pgbench, where that is installed: that is as fast as it can be;"
                + " through the service it comes with HTTP, a token, checks and JSON.";
    }

    @Override
    public Result run(Laboratory laboratory) throws SQLException {
        RunningSuite suite = laboratory.suite();
        Lifters lifters = Lifters.of(suite);
        Lifter sample = lifters.ofTurn(0);
        LoggedStatement statement = statement(suite, sample);
        Calls calls = lifters.adding();
        Variant service = Variant.of(
                "through the service", lasting -> laboratory.closed(Program.WORKOUT, calls, CLIENTS, lasting));
        List<Comparison> comparisons = new ArrayList<>();
        comparisons.add(
                compare(laboratory, "Adding a set, beside JDBC", jdbc(laboratory, statement, lifters), service));
        Optional<Variant> pgbench = pgbench(laboratory, statement, sample);
        if (pgbench.isPresent()) {
            comparisons.add(compare(laboratory, "Adding a set, beside pgbench", pgbench.get(), service));
        }
        return Result.of(comparisons);
    }

    private static Comparison compare(Laboratory laboratory, String what, Variant bare, Variant service)
            throws SQLException {
        return laboratory.compare(
                what,
                Comparison.Measure.RATE,
                bare,
                service,
                Optional.of(Goal.atLeast(0.45, "0.45 of the bare statement")));
    }

    private static Variant jdbc(Laboratory laboratory, LoggedStatement statement, Lifters lifters) {
        Lifter sample = lifters.ofTurn(0);
        SqlLoad bare = SqlLoad.pooled(laboratory.suite()::connectAsWorkoutService, (connection, _, turn) -> {
            Lifter lifter = lifters.ofTurn(turn);
            statement.send(
                    connection,
                    Map.of(
                            sample.user(),
                            lifter.user(),
                            sample.workout().toString(),
                            lifter.workout().toString(),
                            sample.exercise().toString(),
                            lifter.exercise().toString(),
                            SAMPLE_WEIGHT,
                            Lifters.weight(turn),
                            SAMPLE_REPETITIONS,
                            Lifters.repetitions(turn)));
        });
        return Variant.of("the bare statement", lasting -> laboratory.sql(bare::run, CLIENTS, lasting));
    }

    private static Optional<Variant> pgbench(Laboratory laboratory, LoggedStatement statement, Lifter sample) {
        RunningSuite suite = laboratory.suite();
        PgbenchScript script = PgbenchScript.of(
                statement,
                Map.of(
                        sample.user(),
                        "user",
                        sample.workout().toString(),
                        "workout",
                        sample.exercise().toString(),
                        "exercise",
                        SAMPLE_WEIGHT,
                        "weight",
                        SAMPLE_REPETITIONS,
                        "repetitions"));
        try {
            return Pgbench.installed(suite.scratch("pgbench"), suite.environmentOfWorkoutService())
                    .map(pgbench -> Variant.of(
                            "the bare statement",
                            lasting -> laboratory.sql(
                                    (clients, time) -> pgbench.run(script.text(), script.variables(), clients, time),
                                    CLIENTS,
                                    lasting)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static LoggedStatement statement(RunningSuite suite, Lifter sample) throws SQLException {
        try {
            return LoggedStatement.of(
                    suite,
                    "INSERT INTO workout_set",
                    () -> suite.ask(
                            "POST",
                            suite.address(Program.WORKOUT),
                            sample.path(),
                            sample.token(),
                            sample.set(SAMPLE_WEIGHT, SAMPLE_REPETITIONS)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

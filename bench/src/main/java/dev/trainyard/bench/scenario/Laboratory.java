package dev.trainyard.bench.scenario;

import dev.trainyard.bench.load.Call;
import dev.trainyard.bench.load.Calls;
import dev.trainyard.bench.load.LoadGenerator;
import dev.trainyard.bench.load.Measured;
import dev.trainyard.bench.suite.Costs;
import dev.trainyard.bench.suite.Figures;
import dev.trainyard.bench.suite.Program;
import dev.trainyard.bench.suite.RunningSuite;
import dev.trainyard.bench.suite.Suites;
import dev.trainyard.bench.suite.TrainingHistory;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** What scenarios measure with. */
public final class Laboratory {

    private final Suites suites;
    private final Effort effort;
    private final Consumer<String> progress;
    private RunningSuite suite;

    /** Over suites that run as they are needed; {@code progress} is told what is going on. */
    public Laboratory(Suites suites, Effort effort, Consumer<String> progress) throws SQLException {
        this.suites = suites;
        this.effort = effort;
        this.progress = progress;
        this.suite = suites.of(effort.sets());
    }

    /** The one that is measured. */
    RunningSuite suite() {
        return suite;
    }

    /** Has another one measured from now on, with so many sets in its table. */
    public void change(int sets) throws SQLException {
        suite = suites.of(sets);
    }

    Effort effort() {
        return effort;
    }

    void say(String what) {
        progress.accept(what);
    }

    /** Clients of the database itself. */
    @FunctionalInterface
    interface DatabaseLoad {
        Measured on(int clients, Duration lasting) throws SQLException;
    }

    @FunctionalInterface
    private interface Load {
        Measured on(LoadGenerator generator);
    }

    /** A list that users ask for in turn, of those who have a history. */
    Calls byUsers(String path) {
        return inTurn(path, TrainingHistory.USERS_ASKED, TrainingHistory::user);
    }

    /** Likewise, of those whose history is the same whatever there is of others. */
    Calls byRegulars(String path) {
        return inTurn(path, TrainingHistory.REGULARS, TrainingHistory::regular);
    }

    private Calls inTurn(String path, int users, IntFunction<String> user) {
        return new Calls("GET", turn -> Call.of(path, suite.token(user.apply((int) (turn % users)))));
    }

    /** So many clients who ask a program as fast as they can. */
    Figures closed(Program program, Calls calls, int clients, Duration lasting) throws SQLException {
        return closed(suite.address(program), calls, clients, lasting);
    }

    /** The same at another address: that of a sibling. */
    Figures closed(URI address, Calls calls, int clients, Duration lasting) throws SQLException {
        return measured(address, generator -> generator.closed(calls, clients, lasting));
    }

    /** So many requests in a second, come what may; measured when they have come for some time. */
    Figures open(Program program, Calls calls, int perSecond, Duration settling, Duration lasting) throws SQLException {
        return measured(suite.address(program), generator -> generator.open(calls, perSecond, settling, lasting));
    }

    /** So many clients of the database itself. */
    Figures sql(DatabaseLoad load, int clients, Duration lasting) throws SQLException {
        Costs before = Costs.of(suite);
        Measured measured = load.on(clients, lasting);
        return Figures.of(measured, Costs.of(suite).since(before));
    }

    private Figures measured(URI address, Load load) throws SQLException {
        LoadGenerator generator = new LoadGenerator(address);
        Costs before = Costs.of(suite);
        Measured measured = load.on(generator);
        return Figures.of(measured, Costs.of(suite).since(before));
    }

    /** What is measured of an amount. */
    @FunctionalInterface
    interface Measurement {
        Figures of(int amount) throws SQLException;
    }

    /** All amounts in turns, which the caller has warmed up. */
    List<Curve.Point> along(List<Integer> amounts, Measurement measurement) throws SQLException {
        Map<Integer, List<Figures>> rounds = new LinkedHashMap<>();
        for (int round = 0; round < effort.rounds(); round++) {
            for (int amount : amounts) {
                rounds.computeIfAbsent(amount, _ -> new ArrayList<>()).add(measurement.of(amount));
            }
        }
        return rounds.entrySet().stream()
                .map(entry -> new Curve.Point(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** Both variants in turns, after each was warmed up. */
    Comparison compare(String what, Comparison.Measure measure, Variant baseline, Variant ours, Optional<Goal> goal)
            throws SQLException {
        say("%s: %s against %s".formatted(what, ours.name(), baseline.name()));
        baseline.measure(effort.warmUp());
        ours.measure(effort.warmUp());
        List<Figures> baselineRounds = new ArrayList<>();
        List<Figures> ourRounds = new ArrayList<>();
        for (int round = 0; round < effort.rounds(); round++) {
            baselineRounds.add(served(baseline));
            ourRounds.add(served(ours));
        }
        Comparison compared = Comparison.of(what, measure, baseline, ours, baselineRounds, ourRounds, goal);
        say("  %s: %s".formatted(measure.words(), compared.ratio()));
        return compared;
    }

    /** A round in which nobody was refused: a rate of some would be no rate of all. */
    private Figures served(Variant variant) throws SQLException {
        Figures figures = variant.measure(effort.lasting());
        if (figures.refused() > 0) {
            throw new IllegalStateException("%s: %d requests were refused beside %d that were served"
                    .formatted(variant.name(), figures.refused(), figures.succeeded()));
        }
        return figures;
    }
}

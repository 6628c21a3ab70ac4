package dev.trainyard.bench.scenario;

import dev.trainyard.bench.load.Calls;
import dev.trainyard.bench.suite.Program;
import java.sql.SQLException;
import java.util.List;

/** How many clients at once a service serves, and what happens when more comes than it can do. */
public final class Concurrency implements Scenario {

    private static final List<Integer> CLIENTS = List.of(1, 2, 4, 8, 16, 32, 64, 128, 256, 512);
    private static final List<Double> LOADS = List.of(0.25, 0.5, 0.75, 1.0, 1.5, 2.0);
    private static final int MANY = 16;

    @Override
    public String name() {
        return "concurrency";
    }

    @Override
    public String title() {
        return "Many at once, and too many";
    }

    @Override
    public String about() {
        return "First a closed loop of more and more clients: each asks again when it has its answer. Then an open loop at"
                + " shares of the highest rate of these: requests come when they are due, answered or not, and"
                + " are measured from then on. More than can be done is to be refused, and what is served is to keep its"
                + " latency.";
    }

    @Override
    public Result run(Laboratory laboratory) throws SQLException {
        Calls calls = laboratory.byUsers("/api/v1/workouts?limit=5");
        laboratory.closed(Program.WORKOUT, calls, MANY, laboratory.effort().warmUp());
        List<Curve.Point> crowds = laboratory.along(CLIENTS, clients -> {
            laboratory.say("  " + clients + " clients");
            return laboratory.closed(
                    Program.WORKOUT, calls, clients, laboratory.effort().lasting());
        });
        double sustainable = crowds.stream()
                .mapToDouble(point -> point.median().rate())
                .max()
                .orElseThrow();
        List<Integer> rates = LOADS.stream()
                .map(share -> (int) Math.ceil(share * sustainable))
                .toList();
        List<Curve.Point> loads = laboratory.along(rates, perSecond -> {
            laboratory.say("  %d requests a second".formatted(perSecond));
            return laboratory.open(
                    Program.WORKOUT, calls, perSecond, laboratory.effort().lasting());
        });
        return Result.ofCurves(List.of(
                new Curve("A list of five workouts, clients at once", "clients", crowds),
                new Curve("The same, requests that come in a second", "requests/s", loads)));
    }
}

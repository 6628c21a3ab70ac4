package dev.trainyard.bench.scenario;

import dev.trainyard.bench.load.Calls;
import dev.trainyard.bench.suite.Lifters;
import dev.trainyard.bench.suite.Program;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** How many clients at once a service serves, and what happens when more comes than it can do. */
public final class Concurrency implements Scenario {

    private static final List<Integer> CLIENTS = List.of(1, 2, 4, 8, 16, 32, 64, 128, 256, 512);
    private static final List<Double> LOADS = List.of(0.25, 0.5, 0.75, 1.0, 1.5, 2.0);
    private static final int MANY = 64;
    // For a second anybody is let in, since it may be a burst; then what waits has to be worked off.
    private static final Duration BURST = Duration.ofSeconds(2);

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
        return "First a closed loop of more and more clients who ask for lists: each asks again when it has its answer. Then an"
                + " open loop of sets that are added, at shares of what " + MANY
                + " clients add in a closed one: they come when they are due, answered or not, and are measured from then on;"
                + " where all or more of that comes, after two seconds of it, since a burst of a second is worked off, not"
                + " refused. More than can be done is to be refused, and what is served is to keep its latency. Sets, since of"
                + " lists the load generator could not send twice as many: it takes as long as the service to make a request.";
    }

    @Override
    public Result run(Laboratory laboratory) throws SQLException {
        return Result.ofCurves(List.of(
                new Curve("A list of five workouts, clients at once", "clients", crowds(laboratory)),
                new Curve("Adding a set, requests that come in a second", "requests/s", loads(laboratory))));
    }

    private static List<Curve.Point> crowds(Laboratory laboratory) throws SQLException {
        Calls lists = laboratory.byUsers("/api/v1/workouts?limit=5");
        laboratory.closed(Program.WORKOUT, lists, MANY, laboratory.effort().warmUp());
        return laboratory.along(CLIENTS, clients -> {
            laboratory.say("  " + clients + " clients");
            return laboratory.closed(
                    Program.WORKOUT, lists, clients, laboratory.effort().lasting());
        });
    }

    private static List<Curve.Point> loads(Laboratory laboratory) throws SQLException {
        Calls sets = Lifters.of(laboratory.suite()).adding();
        // What comes once all is compiled is what can be sustained.
        laboratory.closed(
                Program.WORKOUT, sets, MANY, laboratory.effort().warmUp().multipliedBy(3));
        double sustainable = laboratory
                .closed(Program.WORKOUT, sets, MANY, laboratory.effort().lasting())
                .rate();
        List<Integer> rates = LOADS.stream()
                .map(share -> (int) Math.ceil(share * sustainable))
                .toList();
        return laboratory.along(rates, perSecond -> {
            laboratory.say("  %d requests a second".formatted(perSecond));
            Duration settling = perSecond < sustainable ? Duration.ZERO : BURST;
            return laboratory.open(
                    Program.WORKOUT,
                    sets,
                    perSecond,
                    settling,
                    laboratory.effort().lasting());
        });
    }
}

package dev.trainyard.bench.scenario;

import dev.trainyard.bench.load.Calls;
import dev.trainyard.bench.suite.Lifters;
import dev.trainyard.bench.suite.Nginx;
import dev.trainyard.bench.suite.Program;
import dev.trainyard.bench.suite.RunningSuite;
import dev.trainyard.bench.suite.Sibling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What it costs to come through the gateway. */
public final class GatewayAgainstDirect implements Scenario {

    private static final int CLIENTS = 16;
    private static final int COLD = 5;

    @Override
    public String name() {
        return "gateway";
    }

    @Override
    public String title() {
        return "Through the gateway, and past it";
    }

    @Override
    public String about() {
        return "The same requests to the workout-service, and to the gateway before it, which checks tokens, counts requests"
                + " and takes part in the same machine: sixteen clients as fast as they can, of 512 users in turn. And to"
                + " nginx before it, where that is installed, which only forwards.";
    }

    @Override
    public Result run(Laboratory laboratory) throws SQLException {
        RunningSuite suite = laboratory.suite();
        List<Comparison> comparisons = new ArrayList<>();
        Calls lists = laboratory.byUsers("/api/v1/workouts?limit=5");
        Calls sets = Lifters.of(suite).adding();
        // One without limits, since all clients have the same address.
        try (Sibling gateway = suite.sibling(Program.GATEWAY, suite.command(Program.GATEWAY), Map.of())) {
            // It has just been started, and nginx needs no compiling.
            laboratory.closed(
                    gateway.address(),
                    lists,
                    CLIENTS,
                    laboratory.effort().warmUp().multipliedBy(COLD));
            compare(laboratory, "A list of five workouts", lists, gateway, comparisons);
            compare(laboratory, "Adding a set", sets, gateway, comparisons);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return Result.of(comparisons);
    }

    private static void compare(
            Laboratory laboratory, String what, Calls calls, Sibling gateway, List<Comparison> comparisons)
            throws SQLException, IOException {
        URI service = laboratory.suite().address(Program.WORKOUT);
        Variant through = variant(laboratory, "through the gateway", gateway.address(), calls);
        comparisons.add(laboratory.compare(
                what,
                Comparison.Measure.RATE,
                variant(laboratory, "the service", service, calls),
                through,
                Optional.empty()));
        Optional<Nginx> nginx = Nginx.before(service, laboratory.suite().scratch("nginx"));
        if (nginx.isEmpty()) {
            laboratory.say("There is no nginx here to compare the gateway with");
            return;
        }
        try (Nginx proxy = nginx.get()) {
            comparisons.add(laboratory.compare(
                    what + ", beside nginx",
                    Comparison.Measure.RATE,
                    variant(laboratory, "through nginx", proxy.address(), calls),
                    through,
                    Optional.of(Goal.atLeast(0.9, "0.9 of nginx"))));
        }
    }

    private static Variant variant(Laboratory laboratory, String name, URI address, Calls calls) {
        return Variant.of(name, lasting -> laboratory.closed(address, calls, CLIENTS, lasting));
    }
}

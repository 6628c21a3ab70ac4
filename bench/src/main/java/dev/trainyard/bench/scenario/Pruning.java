package dev.trainyard.bench.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.bench.load.Call;
import dev.trainyard.bench.load.Calls;
import dev.trainyard.bench.suite.Program;
import dev.trainyard.bench.suite.RunningSuite;
import dev.trainyard.bench.suite.Sibling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What it costs a run of a workflow that a deployment keeps its newest fifty logs alone. */
public final class Pruning implements Scenario {

    private static final int CLIENTS = 16;
    private static final String USER = "automator";

    @Override
    public String name() {
        return "pruning";
    }

    @Override
    public String title() {
        return "Logs that are kept to their number";
    }

    @Override
    public String about() {
        return "Sixteen clients run a workflow of two steps, which adds a log each time; its deployment keeps fifty. The source"
                + " system first deleted what was NOT IN the newest after each run, then, one run in ten, what was beyond an"
                + " OFFSET. Here a run marks its deployment, and one statement for all that are marked prunes once a second."
                + " Each way has a replica and a deployment of its own; the other is the one that prunes nothing.";
    }

    @Override
    public Result run(Laboratory laboratory) throws SQLException {
        RunningSuite suite = laboratory.suite();
        try (Sibling none = sibling(suite, "none");
                Sibling notIn = sibling(suite, "not-in");
                Sibling offset = sibling(suite, "offset-10")) {
            Variant nothing = variant(laboratory, "none at all", none, false);
            Variant background = variant(laboratory, "a statement a second", none, true);
            return Result.of(List.of(
                    laboratory.compare(
                            "Pruning with NOT IN",
                            Comparison.Measure.RATE,
                            nothing,
                            variant(laboratory, "after each run", notIn, false),
                            Optional.empty()),
                    laboratory.compare(
                            "Pruning with an OFFSET",
                            Comparison.Measure.RATE,
                            nothing,
                            variant(laboratory, "after one run in ten", offset, false),
                            Optional.empty()),
                    laboratory.compare(
                            "Pruning in the background",
                            Comparison.Measure.RATE,
                            nothing,
                            background,
                            Optional.of(Goal.atLeast(0.95, "costs a run 5 % at most")))));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Sibling sibling(RunningSuite suite, String plain) throws IOException {
        return suite.sibling(
                Program.DEPLOYMENT, suite.command(Program.DEPLOYMENT), Map.of("TRAINYARD_LOG_PRUNING_PLAIN", plain));
    }

    private static Variant variant(Laboratory laboratory, String name, Sibling sibling, boolean isFast) {
        RunningSuite suite = laboratory.suite();
        Calls calls = Calls.always(
                "POST",
                new Call(
                        "/api/v1/deployments/" + deployment(suite) + "/invoke",
                        suite.token(USER),
                        "{\"input\": {\"week\": 3}}"));
        return Variant.of(
                name,
                () -> suite.switchRollout(Program.DEPLOYMENT, "log-pruning", isFast),
                lasting -> laboratory.closed(sibling.address(), calls, CLIENTS, lasting));
    }

    /** Of a workflow of its own, which gives it a name that no other has. */
    private static String deployment(RunningSuite suite) {
        JsonNode workflow = ask(suite, "/api/v1/workflows", """
                {"definition": {
                   "document": {"dsl": "1.0.0", "namespace": "bench", "name": "bench", "version": "1.0.0"},
                   "do": [{"mark": {"set": {"week": "${ .week }", "isHard": "${ .week > 2 }"}}},
                          {"choose": {"switch": [{"hard": {"when": "${ .isHard }", "then": "end"}},
                                                 {"otherwise": {"then": "exit"}}]}}]}}
                """);
        return ask(suite, "/api/v1/deployments", """
                {"workflowId": "%s"}
                """.formatted(
                                workflow.path("id").asText()))
                .path("id")
                .asText();
    }

    private static JsonNode ask(RunningSuite suite, String path, String body) {
        return suite.ask("POST", suite.address(Program.DEPLOYMENT), path, suite.token(USER), body);
    }
}

package dev.trainyard.bench.scenario;

import dev.trainyard.bench.load.Calls;
import dev.trainyard.bench.suite.Program;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether it becomes slower for everybody when others write more and more. */
public final class Growth implements Scenario {

    private static final int CLIENTS = 4;

    private static final Map<String, String> PATHS = new LinkedHashMap<>();

    static {
        PATHS.put("workouts", "/api/v1/workouts?limit=20");
        PATHS.put("records", "/api/v1/records?limit=20");
        PATHS.put("dashboard", "/api/v1/dashboard?days=30");
        PATHS.put("trends", "/api/v1/trends");
    }

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public String title() {
        return "As the table of sets grows";
    }

    @Override
    public String about() {
        return "The same users ask for the same, while the table holds more and more sets of others. Four clients, users in"
                + " turn. What is bound to a user ought not to notice.";
    }

    @Override
    public Result run(Laboratory laboratory) throws SQLException {
        Map<String, List<Curve.Point>> points = new LinkedHashMap<>();
        for (int sets : laboratory.effort().sizes()) {
            laboratory.change(sets);
            for (Map.Entry<String, String> path : PATHS.entrySet()) {
                Calls calls = laboratory.byUsers(path.getValue());
                laboratory.closed(
                        Program.WORKOUT, calls, CLIENTS, laboratory.effort().warmUp());
                points.computeIfAbsent(path.getKey(), _ -> new ArrayList<>())
                        .add(new Curve.Point(
                                sets,
                                laboratory.closed(
                                        Program.WORKOUT,
                                        calls,
                                        CLIENTS,
                                        laboratory.effort().lasting())));
            }
        }
        return Result.ofCurves(points.entrySet().stream()
                .map(entry -> new Curve(entry.getKey(), "sets in the table", entry.getValue()))
                .toList());
    }
}

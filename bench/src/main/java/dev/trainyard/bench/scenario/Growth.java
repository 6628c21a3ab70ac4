package dev.trainyard.bench.scenario;

import dev.trainyard.bench.load.Calls;
import dev.trainyard.bench.suite.Lifters;
import dev.trainyard.bench.suite.Program;
import dev.trainyard.bench.suite.TrainingHistory;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether it becomes slower for everybody when others write more and more. */
public final class Growth implements Scenario {

    private static final int CLIENTS = 4;

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
            int there = Math.toIntExact(new TrainingHistory(laboratory.suite()).sets());
            for (Map.Entry<String, Calls> asked : asked(laboratory).entrySet()) {
                laboratory.say("  " + asked.getKey());
                points.computeIfAbsent(asked.getKey(), _ -> new ArrayList<>())
                        .addAll(of(laboratory, there, asked.getValue()));
            }
        }
        return Result.ofCurves(points.entrySet().stream()
                .map(entry -> new Curve(entry.getKey(), "sets in the table", entry.getValue()))
                .toList());
    }

    private static Map<String, Calls> asked(Laboratory laboratory) throws SQLException {
        Map<String, Calls> asked = new LinkedHashMap<>();
        asked.put("A page of workouts", laboratory.byRegulars("/api/v1/workouts?limit=20"));
        asked.put("A page of records", laboratory.byRegulars("/api/v1/records?limit=20"));
        asked.put("A dashboard", laboratory.byRegulars("/api/v1/dashboard?days=30"));
        asked.put("Trends", laboratory.byRegulars("/api/v1/trends"));
        asked.put("Adding a set", Lifters.of(laboratory.suite()).adding());
        return asked;
    }

    private static List<Curve.Point> of(Laboratory laboratory, int sets, Calls calls) throws SQLException {
        laboratory.closed(Program.WORKOUT, calls, CLIENTS, laboratory.effort().warmUp());
        return laboratory.along(
                List.of(sets),
                _ -> laboratory.closed(
                        Program.WORKOUT, calls, CLIENTS, laboratory.effort().lasting()));
    }
}

package dev.trainyard.bench.scenario;

import dev.trainyard.bench.load.Call;
import dev.trainyard.bench.load.Calls;
import dev.trainyard.bench.suite.Lifters;
import dev.trainyard.bench.suite.Program;
import dev.trainyard.bench.suite.RunningSuite;
import dev.trainyard.bench.suite.TrainingHistory;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the workout-service can do in two ways: the user with the longest history asks, or sixteen lift. */
final class WorkoutTwins {

    private static final int FEW = 2;
    private static final int MANY = 16;

    private WorkoutTwins() {}

    static List<Twin> of(RunningSuite suite) throws SQLException {
        String token = suite.token(TrainingHistory.user(0));
        String names = IntStream.range(0, TrainingHistory.EXERCISES)
                .mapToObj(number -> "\"" + TrainingHistory.exercise(number) + "\"")
                .collect(Collectors.joining(", ", "{\"names\": [", "]}"));
        return List.of(
                new Twin(
                        Program.WORKOUT,
                        "A set with its number and records",
                        "single-commit-set",
                        "step by step",
                        "one statement",
                        Lifters.of(suite).adding(),
                        MANY,
                        Comparison.Measure.RATE,
                        Optional.empty()),
                read(
                        "A dashboard",
                        "dashboard-cte",
                        "six queries",
                        "one query",
                        Calls.always("GET", Call.of("/api/v1/dashboard?days=30", token)),
                        Goal.atMost(0.60, "saves 40 %")),
                read(
                        "Names of a thousand exercises",
                        "resolution-cache",
                        "by joins",
                        "from a cache",
                        Calls.always("POST", new Call("/api/v1/exercises:resolve", token, names)),
                        Goal.atMost(0.40, "saves 60 to 80 %")),
                read(
                        "Sums of each month",
                        "incremental-aggregates",
                        "of all sets",
                        "kept up to date",
                        Calls.always(
                                "GET",
                                Call.of("/api/v1/trends/aggregates/exercises?granularity=month&limit=200", token)),
                        Goal.atMost(0.30, "saves 70 %")),
                read(
                        "Trends",
                        "trends-view",
                        "by a window query",
                        "from a view",
                        Calls.always("GET", Call.of("/api/v1/trends", token)),
                        Goal.atMost(0.20, "saves 80 %")));
    }

    private static Twin read(String what, String rollout, String plain, String fast, Calls calls, Goal goal) {
        return new Twin(
                Program.WORKOUT,
                what,
                rollout,
                plain,
                fast,
                calls,
                FEW,
                Comparison.Measure.MEAN_LATENCY,
                Optional.of(goal));
    }
}

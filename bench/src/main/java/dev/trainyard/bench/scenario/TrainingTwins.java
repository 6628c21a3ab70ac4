package dev.trainyard.bench.scenario;

import dev.trainyard.bench.load.Call;
import dev.trainyard.bench.load.Calls;
import dev.trainyard.bench.suite.Program;
import dev.trainyard.bench.suite.RunningSuite;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the training-service can do in two ways: the load of an athlete's year, and the tokens of many users. */
final class TrainingTwins {

    private static final String ATHLETE = "runner";
    private static final int DAYS = 1_000;
    private static final int TOKENS = 100;
    private static final int CLIENTS = 2;

    private TrainingTwins() {}

    static List<Twin> of(RunningSuite suite) throws SQLException {
        train(suite);
        Instant today = Instant.now();
        String year =
                "/api/v1/load?metric=srpe&from=%s&to=%s".formatted(day(today.minus(365, ChronoUnit.DAYS)), day(today));
        return List.of(
                new Twin(
                        Program.TRAINING,
                        "Reading a year's ACWR",
                        "set-based-acwr",
                        "a loop over all days",
                        "as one statement keeps it",
                        Calls.always("GET", Call.of(year, suite.token(ATHLETE))),
                        CLIENTS,
                        Comparison.Measure.MEAN_LATENCY,
                        Optional.empty()),
                new Twin(
                        Program.TRAINING,
                        "A hundred users' tokens",
                        "batch-tokens",
                        "token by token",
                        "two statements, one commit",
                        new Calls("POST", turn -> new Call("/api/v1/tokens:batch", suite.serviceToken(), tokens(turn))),
                        CLIENTS,
                        Comparison.Measure.MEAN_LATENCY,
                        Optional.of(Goal.atMost(0.1, "saves 90 % of ten queries' time"))));
    }

    /** An activity on each of a thousand days, as far as they are not there: sent again, each is the one that is. */
    private static void train(RunningSuite suite) throws SQLException {
        Instant first = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(DAYS, ChronoUnit.DAYS);
        String activities = IntStream.range(0, DAYS)
                .mapToObj(day -> """
                        {"type": "run", "startedAt": "%s", "durationSeconds": %d, "rpe": %d, "externalId": "run-%s"}""".formatted(
                                first.plus(day, ChronoUnit.DAYS).plus(7, ChronoUnit.HOURS),
                                1800 + day * 37 % 5400,
                                3 + day % 6,
                                day(first.plus(day, ChronoUnit.DAYS))))
                .collect(Collectors.joining(",", "{\"activities\": [", "]}"));
        suite.ask(
                "POST", suite.address(Program.TRAINING), "/api/v1/activities:batch", suite.token(ATHLETE), activities);
        try (Connection connection = suite.connect();
                Statement statement = connection.createStatement()) {
            // The service works off what it has to make of them.
            while (isThere(statement, "SELECT EXISTS (SELECT FROM training.load_change)")) {
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            }
        }
    }

    private static boolean isThere(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static String day(Instant moment) {
        return moment.toString().substring(0, "2026-03-29".length());
    }

    private static String tokens(long turn) {
        return IntStream.range(0, TOKENS)
                .mapToObj(number -> """
                        {"user": "holder-%d", "provider": "strava",
                         "token": {"accessToken": "access-%d-%s", "refreshToken": "refresh-%d-%s",
                                   "expiresAt": "2100-01-01T00:00:00Z", "scopes": ["activity:read_all"]}}"""
                        // Each client has its own, so that neither waits for the other's.
                        .formatted(turn % CLIENTS * TOKENS + number, turn, "a".repeat(40), turn, "r".repeat(40)))
                .collect(Collectors.joining(",", "{\"tokens\": [", "]}"));
    }
}

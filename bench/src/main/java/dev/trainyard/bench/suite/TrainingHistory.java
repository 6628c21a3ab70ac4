package dev.trainyard.bench.suite;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/**
 * Years of training of many users, of one seed: the first has a thousand workouts, those after him ever fewer, as activity is
 * distributed. Written by COPY, past the services.
 */
public final class TrainingHistory {

    /** How many users requests are spread over. */
    public static final int USERS_ASKED = 512;

    /** How many users have the same history, whatever that of the others. */
    public static final int REGULARS = 16;

    /** How many exercises the first user has. */
    public static final int EXERCISES = 1000;

    private static final long SEED = 20_260_101;
    private static final int SETS_OF_A_WORKOUT = 20;
    private static final int MOST_WORKOUTS = 1000;
    private static final int WORKOUTS_OF_REGULARS = 20;
    private static final int EXERCISES_OF_OTHERS = 25;
    // Of Zipf's law: the user of rank r has as many as the first, divided by r to this.
    private static final double EXPONENT = 0.5;
    private static final Duration BETWEEN_WORKOUTS = Duration.ofHours(26);

    // What the service would have kept of these sets.
    private static final String RECORDS = """
            INSERT INTO workout.personal_record
                (user_id, exercise_id, kind, at_weight_kg, value, set_id, weight_kg, reps, achieved_at)
            SELECT DISTINCT ON (exercise_id, kind, at_weight_kg)
                   user_id, exercise_id, kind, at_weight_kg, value, id, weight_kg, reps, performed_at
            FROM workout.workout_set s,
                 workout.set_records(s.type, s.load, s.added_kg, s.weight_kg, s.reps, s.e1rm_kg) AS record
            WHERE user_id = ?
            ORDER BY exercise_id, kind, at_weight_kg, value DESC, performed_at, id
            """;

    private final RunningSuite suite;
    private final Instant today = Instant.now().truncatedTo(ChronoUnit.DAYS);

    /** Into the database of a suite. */
    public TrainingHistory(RunningSuite suite) {
        this.suite = suite;
    }

    /** The user of a rank, from 0 for the one with the longest history. */
    public static String user(int rank) {
        return "athlete-" + rank;
    }

    /** One of those with the same history. */
    public static String regular(int number) {
        return "regular-" + number;
    }

    /** The name of an exercise of the first user. */
    public static String exercise(int number) {
        return "Exercise " + number;
    }

    /** How many sets there are. */
    public long sets() throws SQLException {
        try (Connection connection = suite.connect()) {
            return number(connection, "SELECT count(*) FROM workout.workout_set");
        }
    }

    /** Adds users until the table holds so many sets, or somewhat more; those that are there stay. */
    public void growTo(int sets) throws SQLException {
        try (Connection connection = suite.connect()) {
            if (number(connection, "SELECT count(*) FROM workout.workout WHERE user_id LIKE 'regular-%'") == 0) {
                connection.setAutoCommit(false);
                for (int number = 0; number < REGULARS; number++) {
                    add(connection, regular(number), SEED - 1 - number, EXERCISES_OF_OTHERS, WORKOUTS_OF_REGULARS);
                }
                connection.commit();
                connection.setAutoCommit(true);
            }
            long there = number(connection, "SELECT count(*) FROM workout.workout_set");
            int rank = (int) number(
                    connection, "SELECT count(DISTINCT user_id) FROM workout.workout WHERE user_id LIKE 'athlete-%'");
            connection.setAutoCommit(false);
            // A table of ten thousand sets has room for a quarter of them of the first user.
            int most = Math.min(MOST_WORKOUTS, sets / SETS_OF_A_WORKOUT / 4);
            while (there < sets || rank < USERS_ASKED) {
                there += add(connection, rank, there < sets ? most : 1);
                rank++;
            }
            connection.commit();
            connection.setAutoCommit(true);
            try (Statement statement = connection.createStatement()) {
                // What nothing is known of is worked off by plans for tables that are empty.
                statement.execute("ANALYZE");
                awaitAggregates(connection);
                statement.execute("VACUUM (ANALYZE)");
            }
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private int add(Connection connection, int rank, int most) throws SQLException {
        int workouts = Math.max(1, (int) (most / Math.pow(rank + 1.0, EXPONENT)));
        return add(connection, user(rank), SEED + rank, rank == 0 ? EXERCISES : EXERCISES_OF_OTHERS, workouts);
    }

    private int add(Connection connection, String user, long seed, int exercises, int workouts) throws SQLException {
        Random random = new Random(seed);
        UUID[] ids = new UUID[exercises];
        StringBuilder exerciseRows = new StringBuilder();
        for (int number = 0; number < exercises; number++) {
            ids[number] = id(random, today);
            exerciseRows.append("%s\t%s\t%s\n".formatted(user, ids[number], exercise(number)));
        }
        StringBuilder workoutRows = new StringBuilder();
        StringBuilder setRows = new StringBuilder();
        for (int number = workouts; number > 0; number--) {
            Instant begin = today.minus(BETWEEN_WORKOUTS.multipliedBy(number));
            UUID workout = id(random, begin);
            workoutRows.append("%s\t%s\t%s\t%s\t%d\n"
                    .formatted(user, workout, begin, begin.plus(1, ChronoUnit.HOURS), SETS_OF_A_WORKOUT));
            for (int set = 1; set <= SETS_OF_A_WORKOUT; set++) {
                setRows.append(String.format(
                        Locale.ROOT,
                        "%s\t%s\t%s\t%d\t%s\t%.1f\tkg\t%d\t%s\n",
                        user,
                        workout,
                        ids[(number * 5 + set / 4) % exercises],
                        set,
                        set % 4 == 1 ? "warmup" : "working",
                        40 + random.nextInt(37) * 2.5,
                        1 + random.nextInt(12),
                        begin.plusSeconds(120L * set)));
            }
        }
        copy(connection, "workout.exercise (user_id, id, name)", exerciseRows);
        copy(connection, "workout.workout (user_id, id, started_at, finished_at, last_number)", workoutRows);
        copy(
                connection,
                "workout.workout_set (user_id, workout_id, exercise_id, number, type, weight_kg, unit, reps, performed_at)",
                setRows);
        try (PreparedStatement records = connection.prepareStatement(RECORDS)) {
            records.setString(1, user);
            records.executeUpdate();
        }
        return workouts * SETS_OF_A_WORKOUT;
    }

    /** Of version 7, as the service makes them: in the order of time. */
    private static UUID id(Random random, Instant at) {
        long high = at.toEpochMilli() << 16 | 0x7000 | random.nextInt(1 << 12);
        return new UUID(high, random.nextLong() >>> 2 | 1L << 63);
    }

    private static void copy(Connection connection, String into, StringBuilder rows) throws SQLException {
        try {
            new CopyManager(connection.unwrap(BaseConnection.class))
                    .copyIn("COPY " + into + " FROM STDIN", new StringReader(rows.toString()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The service works off what it has to make of them. */
    private void awaitAggregates(Connection connection) throws SQLException {
        while (number(connection, "SELECT count(*) FROM workout.aggregate_queue") > 0) {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
        suite.ask("POST", suite.management(Program.WORKOUT), "/monitoring/trends/refresh", suite.adminToken(), "{}");
    }
}

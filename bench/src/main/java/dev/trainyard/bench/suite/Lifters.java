package dev.trainyard.bench.suite;

import dev.trainyard.bench.load.Call;
import dev.trainyard.bench.load.Calls;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Users amid a workout that has no sets yet, who add them in turns. */
public final class Lifters {

    /** What all of them do. */
    public static final String EXERCISE = "Bench Press (Barbell)";

    // A workout holds a thousand sets, which is more than any of these comes to in a run.
    private static final int USERS = 2_048;

    // What is there from a run before.
    private static final String FINISH =
            "UPDATE workout.workout SET finished_at = now() WHERE user_id LIKE 'lifter-%' AND finished_at IS NULL";

    private static final String EXERCISES = """
            INSERT INTO workout.exercise (user_id, name)
            SELECT 'lifter-' || n, '%s' FROM generate_series(1, %d) AS n
            ON CONFLICT DO NOTHING
            """.formatted(EXERCISE, USERS);

    private static final String WORKOUTS = """
            INSERT INTO workout.workout (user_id, started_at)
            SELECT 'lifter-' || n, now() FROM generate_series(1, %d) AS n
            RETURNING user_id, id, (SELECT id FROM workout.exercise
                                    WHERE exercise.user_id = workout.user_id AND name = '%s')
            """.formatted(USERS, EXERCISE);

    /**
     * Who lifts what.
     *
     * @param workout the one that is active
     */
    public record Lifter(String user, String token, UUID workout, UUID exercise) {

        /** Where sets are added. */
        public String path() {
            return "/api/v1/workouts/" + workout + "/sets";
        }

        /** A set as a request has it. */
        public String set(String weight, String repetitions) {
            return """
                    {"exercise": "%s", "weight": %s, "unit": "kg", "reps": %s,
                     "performedAt": "2024-02-29T12:34:56Z"}
                    """.formatted(EXERCISE, weight, repetitions);
        }
    }

    private final List<Lifter> all;

    private Lifters(List<Lifter> all) {
        this.all = all;
    }

    /** Has all of them begin a workout. */
    public static Lifters of(RunningSuite suite) throws SQLException {
        List<Lifter> all = new ArrayList<>();
        try (Connection connection = suite.connect()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute(FINISH);
                statement.execute(EXERCISES);
            }
            try (PreparedStatement workouts = connection.prepareStatement(WORKOUTS);
                    ResultSet row = workouts.executeQuery()) {
                while (row.next()) {
                    String user = row.getString(1);
                    all.add(new Lifter(
                            user, suite.token(user), row.getObject(2, UUID.class), row.getObject(3, UUID.class)));
                }
            }
            connection.commit();
        }
        return new Lifters(all);
    }

    /** Whose turn it is. */
    public Lifter ofTurn(long turn) {
        return all.get((int) (turn % all.size()));
    }

    /** One set after the other, of all in turns. */
    public Calls adding() {
        return new Calls("POST", turn -> {
            Lifter lifter = ofTurn(turn);
            return new Call(lifter.path(), lifter.token(), lifter.set(weight(turn), repetitions(turn)));
        });
    }

    /** Of a turn, in kilograms. */
    public static String weight(long turn) {
        return Double.toString(60 + turn % 17 * 2.5);
    }

    /** Of a turn. */
    public static String repetitions(long turn) {
        return Long.toString(5 + turn % 8);
    }
}

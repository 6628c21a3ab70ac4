package dev.trainyard.systemtests.faults;

import dev.trainyard.systemtests.faults.Client.Answer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Logs sets, looks at the workout after every fourth, and begins another one after some. */
final class Lifting implements Routine {

    private static final String WORKOUTS = "/api/v1/workouts";
    private static final int SETS = 40;

    private final Client client;
    private final List<String> acknowledged = new CopyOnWriteArrayList<>();
    private String workout = "";
    private int sets;
    private int steps;

    Lifting(Client client) {
        this.client = client;
    }

    @Override
    public Answer next() throws IOException {
        steps++;
        if (!workout.isEmpty() && sets == SETS) {
            return finish();
        }
        if (workout.isEmpty()) {
            return begin();
        }
        return steps % 5 == 0 ? look() : add();
    }

    private Answer begin() throws IOException {
        String key = "workout " + steps;
        Answer answer = client.post(WORKOUTS, "{\"name\": \"%s\"}".formatted(key));
        if (answer.succeeded()) {
            workout = answer.text("/id");
            acknowledged.add(key);
        }
        return answer;
    }

    private Answer add() throws IOException {
        String key = "set " + steps;
        Answer answer = client.post(
                WORKOUTS + "/" + workout + "/sets",
                "{\"exercise\": \"Squat\", \"weight\": %d, \"unit\": \"kg\", \"reps\": 5, \"notes\": \"%s\"}"
                        .formatted(60 + steps % 100, key));
        if (answer.succeeded()) {
            sets++;
            acknowledged.add(key);
        }
        return answer;
    }

    private Answer look() throws IOException {
        Answer answer = client.get(WORKOUTS + "/" + workout);
        if (answer.succeeded() && answer.body().at("/sets").size() != sets) {
            throw new IllegalStateException("%d sets were acknowledged: %s".formatted(sets, answer));
        }
        return answer;
    }

    private Answer finish() throws IOException {
        Answer answer = client.post(WORKOUTS + "/" + workout + "/finish", "{}");
        if (answer.succeeded()) {
            workout = "";
            sets = 0;
        }
        return answer;
    }

    @Override
    public List<String> acknowledged() {
        return List.copyOf(acknowledged);
    }

    @Override
    public List<String> stored(Connection admin) throws SQLException {
        return Keys.of(admin, """
                SELECT key FROM (
                    SELECT user_id, name AS key FROM workout.workout
                    UNION ALL
                    SELECT user_id, notes FROM workout.workout_set) AS written
                WHERE user_id = ?
                """, client.user());
    }
}

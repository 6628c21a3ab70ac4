package dev.trainyard.systemtests.faults;

import dev.trainyard.systemtests.faults.Client.Answer;
import java.io.IOException;
import java.util.List;

/** Logs sets, looks at the workout after every fourth, and begins another one after some. */
final class Lifting extends Routine {

    private static final String WORKOUTS = "/api/v1/workouts";
    private static final int SETS = 40;

    private final Client client;
    private String workout = "";
    private int sets;
    private int steps;

    Lifting(Client client) {
        this.client = client;
    }

    @Override
    Answer next() throws IOException {
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
            acknowledge(key);
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
            acknowledge(key);
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
    List<String> stored(Rows rows) {
        return rows.texts("""
                SELECT key FROM (
                    SELECT user_id, name AS key FROM workout.workout
                    UNION ALL
                    SELECT user_id, notes FROM workout.workout_set) AS written
                WHERE user_id = ?
                """, client.user());
    }
}

package dev.trainyard.systemtests.faults;

import dev.trainyard.systemtests.faults.Client.Answer;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Records activities, and looks at the newest after every fourth. */
final class Running extends Routine {

    private static final String ACTIVITIES = "/api/v1/activities";

    private final Client client;
    private final Instant first = Instant.parse("2026-01-01T06:00:00Z");
    private int steps;

    Running(Client client) {
        this.client = client;
    }

    @Override
    Answer next() throws IOException {
        steps++;
        return steps % 5 == 0 ? look() : add();
    }

    private Answer add() throws IOException {
        String key = "run " + steps;
        Answer answer = client.post(
                ACTIVITIES,
                "{\"type\": \"run\", \"startedAt\": \"%s\", \"durationSeconds\": 600, \"rpe\": 5, \"name\": \"%s\"}"
                        .formatted(first.plusSeconds(900L * steps), key));
        if (answer.succeeded()) {
            acknowledge(key);
        }
        return answer;
    }

    private Answer look() throws IOException {
        Answer answer = client.get(ACTIVITIES + "?limit=1");
        List<String> acknowledged = acknowledged();
        if (answer.succeeded()
                && !acknowledged.isEmpty()
                && !answer.text("/items/0/name").equals(acknowledged.getLast())) {
            throw new IllegalStateException("%s was acknowledged: %s".formatted(acknowledged.getLast(), answer));
        }
        return answer;
    }

    @Override
    List<String> stored(Rows rows) {
        return rows.texts("SELECT name FROM training.activity WHERE user_id = ?", client.user());
    }
}

package dev.trainyard.quiz.points;

import dev.trainyard.kit.database.Database;
import dev.trainyard.quiz.lifecycle.PlayersEnd;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Finds out when each question of a closed quiz was first answered rightly, before anybody gets points for that. */
@ApplicationScoped
@Priority(FirstRightAnswers.AFTER_ATTEMPTS)
class FirstRightAnswers implements PlayersEnd {

    static final int AFTER_ATTEMPTS = 1_000;

    static final String NOTE = """
            INSERT INTO first_right_answer AS known (creator_id, quiz_id, question_id, answered_at)
            SELECT ?, quiz_id, question_id, min(answered_at)
            FROM answer
            WHERE user_id = ANY (?::text[]) AND quiz_id = ? AND is_correct AND user_id <> ?
            GROUP BY quiz_id, question_id
            ON CONFLICT (creator_id, quiz_id, question_id) DO UPDATE SET answered_at = excluded.answered_at
            WHERE excluded.answered_at < known.answered_at
            """;

    private final Database database;

    FirstRightAnswers(Database database) {
        this.database = database;
    }

    @Override
    public String stage() {
        return "first-right-answers";
    }

    @Override
    public void end(String creator, UUID quiz, List<String> players) {
        database.update(NOTE, creator, players.toArray(String[]::new), quiz, creator);
    }
}

package dev.trainyard.quiz.authoring;

import dev.trainyard.kit.database.Database;
import dev.trainyard.quiz.question.Question;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The rows of the questions of a quiz, each statement bound to the user whose quiz it is. Whoever changes some holds the
 * quiz's lock, so that positions stay 1, 2, 3, …
 */
@ApplicationScoped
class QuestionStore {

    static final String ONE = """
            SELECT quiz.version, json_build_array(question) AS questions
            FROM quiz
            JOIN question ON question.user_id = quiz.user_id AND question.quiz_id = quiz.id
            WHERE quiz.user_id = ? AND quiz.id = ? AND question.id = ?
            """;

    private static final String APPEND = """
            INSERT INTO question (user_id, quiz_id, id, position, kind, text, points, time_limit_seconds,
                                  options, right_options, right_value, tolerance, accepted_texts)
            SELECT ?, ?, coalesce(added.id, uuidv7()), here.questions + added.ordinality,
                   added.kind, added.text, added.points, added.time_limit_seconds,
                   added.options, added.right_options, added.right_value, added.tolerance, added.accepted_texts
            FROM (SELECT count(*) AS questions FROM question WHERE user_id = ? AND quiz_id = ?) AS here,
                 jsonb_populate_recordset(NULL::question, ?::jsonb) WITH ORDINALITY AS added
            RETURNING id
            """;

    private static final String REPLACE = """
            UPDATE question
            SET kind = changed.kind, text = changed.text, points = changed.points,
                time_limit_seconds = changed.time_limit_seconds, options = changed.options,
                right_options = changed.right_options, right_value = changed.right_value,
                tolerance = changed.tolerance, accepted_texts = changed.accepted_texts
            FROM jsonb_populate_recordset(NULL::question, ?::jsonb) AS changed
            WHERE question.user_id = ? AND question.quiz_id = ? AND question.id = ?
            """;

    private final Database database;
    private final QuestionRows rows;

    QuestionStore(Database database, QuestionRows rows) {
        this.database = database;
        this.rows = rows;
    }

    Optional<AskedQuestion> find(String user, UUID quiz, UUID id) {
        return database.one(
                ONE,
                row -> new AskedQuestion(
                        rows.fromJson(row.getString("questions")).getFirst(), row.getLong("version")),
                user,
                quiz,
                id);
    }

    /** Puts questions behind those that are there, by one statement however many they are; their ids, in order. */
    List<UUID> append(String user, UUID quiz, List<Question> questions) {
        return database.list(
                APPEND, row -> row.getObject("id", UUID.class), user, quiz, user, quiz, rows.toJson(questions));
    }

    /** Whether there was such a question. */
    boolean replace(String user, UUID quiz, UUID id, Question question) {
        return database.update(REPLACE, rows.toJson(List.of(question)), user, quiz, id) == 1;
    }

    /** Whether there was such a question. */
    boolean remove(String user, UUID quiz, UUID id) {
        Optional<Integer> gap = database.one(
                "DELETE FROM question WHERE user_id = ? AND quiz_id = ? AND id = ? RETURNING position",
                row -> row.getInt("position"),
                user,
                quiz,
                id);
        gap.ifPresent(position -> database.update(
                "UPDATE question SET position = position - 1 WHERE user_id = ? AND quiz_id = ? AND position > ?",
                user,
                quiz,
                position));
        return gap.isPresent();
    }

    /** Removes all questions of a quiz; the ids that they had. */
    Set<UUID> removeAll(String user, UUID quiz) {
        return database
                .list(
                        "DELETE FROM question WHERE user_id = ? AND quiz_id = ? RETURNING id",
                        row -> row.getObject("id", UUID.class),
                        user,
                        quiz)
                .stream()
                .collect(Collectors.toSet());
    }
}

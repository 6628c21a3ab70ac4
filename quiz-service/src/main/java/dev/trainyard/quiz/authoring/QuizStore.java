package dev.trainyard.quiz.authoring;

import dev.trainyard.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rows of quizzes, each statement bound to the user whose quiz it is. */
@ApplicationScoped
class QuizStore {

    /** Newest first; what the questions add up to is counted for the quizzes of the page alone. */
    static final String PAGE = """
            SELECT quiz.id, title, description, status, question_count, total_points, version, created_at, updated_at
            FROM quiz
            CROSS JOIN LATERAL (
                SELECT count(*) AS question_count, coalesce(sum(points), 0) AS total_points
                FROM question
                WHERE question.user_id = quiz.user_id AND question.quiz_id = quiz.id) AS questions
            WHERE quiz.user_id = ? AND quiz.id < ?
            ORDER BY quiz.id DESC
            LIMIT ?
            """;

    /** One statement, so that the version is that of the questions. */
    static final String ONE = """
            SELECT id, title, description, status, version, created_at, updated_at,
                   (SELECT coalesce(json_agg(question ORDER BY position), '[]')
                    FROM question
                    WHERE question.user_id = quiz.user_id AND question.quiz_id = quiz.id) AS questions
            FROM quiz
            WHERE user_id = ? AND id = ?
            """;

    private final Database database;
    private final QuestionRows rows;

    QuizStore(Database database, QuestionRows rows) {
        this.database = database;
        this.rows = rows;
    }

    /** Those that are older than {@code before}, at most {@code limit}. */
    List<QuizSummary> page(String user, UUID before, int limit) {
        return database.list(PAGE, QuizStore::summary, user, before, limit);
    }

    Optional<QuizView> find(String user, UUID id) {
        return database.one(ONE, this::view, user, id);
    }

    UUID insert(String user, QuizDraft draft) {
        return database.one(
                        "INSERT INTO quiz (user_id, title, description) VALUES (?, ?, ?) RETURNING id",
                        row -> row.getObject("id", UUID.class),
                        user,
                        draft.title(),
                        draft.description())
                .orElseThrow();
    }

    /** Keeps other changes of the quiz and of its questions waiting until the transaction ends; the current version. */
    Optional<Long> lock(String user, UUID id) {
        return database.one(
                "SELECT version FROM quiz WHERE user_id = ? AND id = ? FOR UPDATE",
                row -> row.getLong("version"),
                user,
                id);
    }

    void update(String user, UUID id, QuizDraft draft) {
        database.update("""
                UPDATE quiz SET title = ?, description = ?, version = version + 1, updated_at = now()
                WHERE user_id = ? AND id = ?
                """, draft.title(), draft.description(), user, id);
    }

    /** Counts a change of the quiz that is one of its questions. */
    void touch(String user, UUID id) {
        database.update(
                "UPDATE quiz SET version = version + 1, updated_at = now() WHERE user_id = ? AND id = ?", user, id);
    }

    void delete(String user, UUID id) {
        database.update("DELETE FROM quiz WHERE user_id = ? AND id = ?", user, id);
    }

    private static QuizSummary summary(ResultSet row) throws SQLException {
        return new QuizSummary(
                row.getObject("id", UUID.class),
                row.getString("title"),
                row.getString("description"),
                QuizStatus.of(row.getString("status")),
                row.getInt("question_count"),
                row.getLong("total_points"),
                row.getLong("version"),
                instant(row, "created_at"),
                instant(row, "updated_at"));
    }

    private QuizView view(ResultSet row) throws SQLException {
        return new QuizView(
                row.getObject("id", UUID.class),
                row.getString("title"),
                row.getString("description"),
                QuizStatus.of(row.getString("status")),
                rows.fromJson(row.getString("questions")),
                row.getLong("version"),
                instant(row, "created_at"),
                instant(row, "updated_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}

package dev.trainyard.quiz.authoring;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The rows of quizzes, each statement bound to the user whose quiz it is. */
@ApplicationScoped
class QuizStore {

    private static final String PLACES =
            String.join(", ", Collections.nCopies(QuizSettings.usual().values().size(), "?"));

    /** Newest first; what the questions add up to is counted for the quizzes of the page alone. */
    static final String PAGE = """
            SELECT quiz.id, title, description, shown_status, question_count, total_points, version, created_at, updated_at
            FROM quiz
            CROSS JOIN LATERAL (
                SELECT count(*) AS question_count, coalesce(sum(points), 0) AS total_points
                FROM question
                WHERE question.user_id = quiz.user_id AND question.quiz_id = quiz.id) AS questions
            WHERE quiz.user_id = ? AND quiz.id < ? AND (?::text IS NULL OR shown_status = ?)
            ORDER BY quiz.id DESC
            LIMIT ?
            """;

    /** One statement, so that the version is that of the questions. */
    static final String ONE = """
            SELECT id, title, description, shown_status, version, created_at, updated_at, %s, %s,
                   (SELECT coalesce(json_agg(question ORDER BY position), '[]')
                    FROM question
                    WHERE question.user_id = quiz.user_id AND question.quiz_id = quiz.id) AS questions
            FROM quiz
            WHERE user_id = ? AND id = ?
            """.formatted(QuizSettings.COLUMNS, Course.COLUMNS);

    private static final String INSERT = """
            INSERT INTO quiz (user_id, title, description, %s) VALUES (?, ?, ?, %s) RETURNING id
            """.formatted(QuizSettings.COLUMNS, PLACES);

    private static final String UPDATE = """
            UPDATE quiz SET title = ?, description = ?, (%s) = (%s), version = version + 1, updated_at = now()
            WHERE user_id = ? AND id = ?
            """.formatted(QuizSettings.COLUMNS, PLACES);

    /** A draft with everything that the creator wrote; what it is made of is as it was when the statement began. */
    static final String DUPLICATE = """
            WITH draft AS (
                INSERT INTO quiz (user_id, title, description, %1$s)
                SELECT user_id, title, description, %1$s FROM quiz WHERE user_id = ? AND id = ?
                RETURNING user_id, id),
            questions AS (
                INSERT INTO question (user_id, quiz_id, position, kind, text, points, time_limit_seconds,
                                      options, right_options, right_value, tolerance, accepted_texts)
                SELECT draft.user_id, draft.id, position, kind, text, points, time_limit_seconds,
                       options, right_options, right_value, tolerance, accepted_texts
                FROM question CROSS JOIN draft
                WHERE question.user_id = ? AND question.quiz_id = ?)
            SELECT id FROM draft
            """.formatted(QuizSettings.COLUMNS);

    private final Database database;
    private final QuestionRows rows;

    QuizStore(Database database, QuestionRows rows) {
        this.database = database;
        this.rows = rows;
    }

    /** A quiz as it is while nobody else can change it. */
    record Present(long version, QuizStatus status, boolean isSettled) {

        /** Refuses to change what was opened: those who play it have seen it. */
        void requireDraft() {
            if (status != QuizStatus.DRAFT) {
                throw Problem.conflict(
                        "quiz-not-draft", "Only a draft can be changed; this quiz is " + status.code() + ".");
            }
        }
    }

    /** Those that are older than {@code before}, at most {@code limit}; of {@code status} unless that is null. */
    List<QuizSummary> page(String user, UUID before, QuizStatus status, int limit) {
        String code = status == null ? null : status.code();
        return database.list(PAGE, QuizStore::summary, user, before, code, code, limit);
    }

    Optional<QuizView> find(String user, UUID id) {
        return database.one(ONE, this::view, user, id);
    }

    UUID insert(String user, QuizDraft draft) {
        return database.one(INSERT, QuizStore::id, parameters(List.of(user), written(draft)))
                .orElseThrow();
    }

    /** Keeps other changes of the quiz and of its questions waiting until the transaction ends. */
    Optional<Present> lock(String user, UUID id) {
        return database.one(
                "SELECT version, status, settled_at FROM quiz WHERE user_id = ? AND id = ? FOR UPDATE",
                row -> new Present(
                        row.getLong("version"),
                        QuizStatus.of(row.getString("status")),
                        row.getObject("settled_at") != null),
                user,
                id);
    }

    void update(String user, UUID id, QuizDraft draft) {
        database.update(UPDATE, parameters(written(draft), List.of(user, id)));
    }

    /** Counts a change of the quiz that is one of its questions. */
    void touch(String user, UUID id) {
        database.update(
                "UPDATE quiz SET version = version + 1, updated_at = now() WHERE user_id = ? AND id = ?", user, id);
    }

    void delete(String user, UUID id) {
        database.update("DELETE FROM quiz WHERE user_id = ? AND id = ?", user, id);
    }

    /** The new draft, empty when there is no such quiz. */
    Optional<UUID> duplicate(String user, UUID id) {
        return database.one(DUPLICATE, QuizStore::id, user, id, user, id);
    }

    /** In the order of the statements: title, description, settings. */
    private static List<Object> written(QuizDraft draft) {
        List<Object> written = new ArrayList<>();
        written.add(draft.title());
        written.add(draft.description());
        written.addAll(draft.settings().values());
        return written;
    }

    private static Object[] parameters(List<?> first, List<?> then) {
        return Stream.concat(first.stream(), then.stream()).toArray();
    }

    private static UUID id(ResultSet row) throws SQLException {
        return row.getObject("id", UUID.class);
    }

    private static QuizSummary summary(ResultSet row) throws SQLException {
        return new QuizSummary(
                row.getObject("id", UUID.class),
                row.getString("title"),
                row.getString("description"),
                QuizStatus.of(row.getString("shown_status")),
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
                QuizStatus.of(row.getString("shown_status")),
                QuizSettings.of(row),
                Course.of(row),
                rows.fromJson(row.getString("questions")),
                row.getLong("version"),
                instant(row, "created_at"),
                instant(row, "updated_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}

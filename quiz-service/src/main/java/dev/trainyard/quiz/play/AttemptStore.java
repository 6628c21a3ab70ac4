package dev.trainyard.quiz.play;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.database.Database;
import dev.trainyard.quiz.authoring.QuizStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The attempts of players, each statement bound to the player whose they are. */
@ApplicationScoped
class AttemptStore {

    // The lock of the quiz is shared with others who start, and keeps it from being closed meanwhile: who closes it
    // sees
    // every attempt. A number is taken once by its key.
    static final String START = """
            WITH played AS (
                SELECT quiz.*, quiz.status = 'running' AND coalesce(quiz.closes_at > now(), true)
                               AND coalesce(quiz.pace = 'self'
                                            OR quiz.started_at + quiz.time_limit_seconds * interval '1 s' > now(), true)
                               AS is_startable
                FROM player
                JOIN quiz ON quiz.user_id = player.creator_id AND quiz.id = player.quiz_id
                WHERE player.user_id = ? AND player.quiz_id = ?
                FOR KEY SHARE OF quiz
            ), newest AS (
                SELECT attempt.*,
                       finished_at IS NULL
                       AND coalesce(played.pace = 'host'
                                    OR attempt.started_at + played.time_limit_seconds * interval '1 s' > now(), true)
                       AS goes_on
                FROM played
                JOIN attempt ON attempt.user_id = ? AND attempt.quiz_id = ?
                ORDER BY number DESC
                LIMIT 1
            ), started AS (
                INSERT INTO attempt (user_id, quiz_id, number, creator_id)
                SELECT ?, played.id, coalesce(newest.number, 0) + 1, played.user_id
                FROM played
                LEFT JOIN newest ON true
                WHERE is_startable AND newest.goes_on IS NOT TRUE AND coalesce(newest.number, 0) < played.attempts
                ON CONFLICT DO NOTHING
                RETURNING *
            ), found AS (
                SELECT number, started_at, finished_at, points, correct, answered, 'new' AS became FROM started
                UNION ALL
                SELECT newest.number, newest.started_at, newest.finished_at, newest.points, newest.correct, newest.answered,
                       CASE WHEN goes_on THEN 'going_on'
                            WHEN newest.number >= played.attempts THEN 'none_left'
                            ELSE 'overtaken'
                       END
                FROM newest, played
                WHERE NOT EXISTS (SELECT FROM started)
            )
            SELECT is_startable, coalesce(became, 'overtaken') AS became, %s
            FROM played AS quiz
            LEFT JOIN found AS attempt ON true
            """.formatted(Attempt.COLUMNS);

    static final String ONE = """
            SELECT %s,
                   (SELECT json_object_agg(question_id, shown_at) FROM shown_question
                    WHERE user_id = ? AND quiz_id = ? AND attempt = ?) AS shown,
                   (SELECT json_object_agg(question_id, row_to_json(answer)) FROM answer
                    WHERE user_id = ? AND quiz_id = ? AND attempt = ?) AS answers
            FROM attempt
            JOIN quiz ON quiz.user_id = attempt.creator_id AND quiz.id = attempt.quiz_id
            WHERE attempt.user_id = ? AND attempt.quiz_id = ? AND attempt.number = ?
            """.formatted(Attempt.COLUMNS);

    // A question that was shown before keeps its time, and is told with it.
    static final String SHOW = """
            WITH current AS (
                SELECT %s
                FROM attempt
                JOIN quiz ON quiz.user_id = attempt.creator_id AND quiz.id = attempt.quiz_id
                WHERE attempt.user_id = ? AND attempt.quiz_id = ? AND attempt.number = ?
            ), shown AS (
                INSERT INTO shown_question AS known (user_id, quiz_id, attempt, question_id)
                SELECT ?, ?, number, ? FROM current
                WHERE status = 'running' AND finished_at IS NULL AND coalesce(ends_at > now, true)
                  AND (?::uuid IS NULL
                       OR EXISTS (SELECT FROM shown_question
                                  WHERE user_id = ? AND quiz_id = ? AND attempt = ? AND question_id = ?))
                ON CONFLICT (user_id, quiz_id, attempt, question_id) DO UPDATE SET shown_at = known.shown_at
                RETURNING question_id, shown_at
            )
            SELECT current.*, shown.shown_at,
                   EXISTS (SELECT FROM answer
                           WHERE user_id = ? AND quiz_id = ? AND attempt = ? AND question_id = ?) AS is_answered
            FROM current
            LEFT JOIN shown ON true
            """.formatted(Attempt.COLUMNS);

    static final String FINISH = """
            UPDATE attempt SET finished_at = coalesce(attempt.finished_at, least(quiz.closed_at, statement_timestamp()))
            FROM quiz
            WHERE quiz.user_id = attempt.creator_id AND quiz.id = attempt.quiz_id
              AND attempt.user_id = ? AND attempt.quiz_id = ? AND attempt.number = ?
            RETURNING %s
            """.formatted(Attempt.COLUMNS);

    static final String FINISH_ALL = """
            UPDATE attempt SET finished_at = quiz.closed_at
            FROM quiz
            WHERE quiz.user_id = ? AND quiz.id = ?
              AND attempt.user_id = ANY (?::text[]) AND attempt.quiz_id = quiz.id AND attempt.finished_at IS NULL
            """;

    private static final String STATUS = """
            SELECT quiz.status FROM player
            JOIN quiz ON quiz.user_id = player.creator_id AND quiz.id = player.quiz_id
            WHERE player.user_id = ? AND player.quiz_id = ?
            """;

    // Each means that the same player started one at the same moment.
    private static final int TRIES = 10;

    private final Database database;
    private final ObjectMapper json;

    AttemptStore(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    private record Start(QuizStatus status, boolean isStartable, String became, Attempt attempt) {

        static Start of(ResultSet row) throws SQLException {
            return new Start(
                    QuizStatus.of(row.getString("status")),
                    row.getBoolean("is_startable"),
                    row.getString("became"),
                    row.getObject("number") == null ? null : Attempt.of(row));
        }
    }

    /** A question that was shown; the time is null when it may not be. */
    record Shown(Attempt attempt, Instant at, boolean isAnswered) {}

    /** Starts the next attempt, unless one goes on: then that is it. */
    StartedAttempt start(String player, UUID quiz) {
        for (int tried = 0; tried < TRIES; tried++) {
            Start start = database.one(START, Start::of, player, quiz, player, quiz, player)
                    .orElseThrow(OpenedQuizzes::notFound);
            if (!start.isStartable()) {
                // One that runs, but is out of time, is about to be closed.
                throw (start.status() == QuizStatus.RUNNING ? QuizStatus.CLOSED : start.status()).conflict();
            }
            switch (start.became()) {
                case "new", "going_on" -> {
                    return new StartedAttempt(start.attempt(), start.became().equals("new"));
                }
                case "none_left" ->
                    throw Problem.conflict("no-attempts-left", "You have had all attempts that the quiz allows.");
                default -> {
                    // By a request of the same player: the next look sees what it has started.
                }
            }
        }
        throw Problem.unavailable("contended", "Too many requests start an attempt.", 1);
    }

    Optional<AttemptRecord> find(String player, UUID quiz, int number) {
        return database.one(
                ONE,
                row -> new AttemptRecord(
                        Attempt.of(row),
                        byQuestion(row.getString("shown"), new TypeReference<Map<UUID, OffsetDateTime>>() {}),
                        byQuestion(row.getString("answers"), new TypeReference<Map<UUID, AnswerRow>>() {})),
                player,
                quiz,
                number,
                player,
                quiz,
                number,
                player,
                quiz,
                number);
    }

    /**
     * Notes that a question was shown, if it may be.
     *
     * @param after one that must have been shown before; null for none
     * @return with a time that is null when it may not be shown; empty when the player has no such attempt
     */
    Optional<Shown> show(String player, UUID quiz, int number, UUID question, UUID after) {
        return database.one(
                SHOW,
                row -> new Shown(Attempt.of(row), Columns.instant(row, "shown_at"), row.getBoolean("is_answered")),
                player,
                quiz,
                number,
                player,
                quiz,
                question,
                after,
                player,
                quiz,
                number,
                after,
                player,
                quiz,
                number,
                question);
    }

    /** Ends an attempt; one that has ended stays as it is. Empty when the player has no such attempt. */
    Optional<Attempt> finish(String player, UUID quiz, int number) {
        return database.one(FINISH, Attempt::of, player, quiz, number);
    }

    /**
     * Ends the attempts of some players at a closed quiz. Waits for answers that are being saved, and keeps later ones from
     * being.
     */
    void finishAll(String creator, UUID quiz, List<String> players) {
        database.update(FINISH_ALL, creator, quiz, players.toArray(String[]::new));
    }

    /** Why there is no attempt. */
    Problem refusal(String player, UUID quiz) {
        Optional<QuizStatus> status = database.one(STATUS, row -> QuizStatus.of(row.getString("status")), player, quiz);
        return status.map(known -> known == QuizStatus.RUNNING
                        ? Problem.conflict("attempt-not-started", "You have not started this attempt.")
                        : known.conflict())
                .orElseGet(OpenedQuizzes::notFound);
    }

    private <T> Map<UUID, T> byQuestion(String object, TypeReference<Map<UUID, T>> type) {
        try {
            return object == null ? Map.of() : json.readValue(object, type);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Rows of an attempt cannot be read", impossible);
        }
    }
}

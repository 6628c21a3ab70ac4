package dev.trainyard.quiz.play;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.database.Database;
import dev.trainyard.quiz.authoring.QuizStatus;
import dev.trainyard.quiz.lifecycle.LifecycleConfig;
import dev.trainyard.quiz.pool.Turns;
import dev.trainyard.quiz.scoring.Points;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Saves any answers, up to hundreds, by one statement and one commit. It locks the player's attempt and nothing that two
 * players share, so that a thousand of them do not wait for each other.
 */
@ApplicationScoped
class AnswerStore implements AnswerSaver {

    // The snapshot is of before the attempt was waited for, and so are "there" and "seen"; what is locked is the
    // newest.
    static final String SAVE = """
            WITH playing AS MATERIALIZED (
                SELECT attempt.started_at, attempt.finished_at, attempt.streak, attempt.saves,
                       -- What came before the quiz closed is taken until the attempt is ended.
                       CASE WHEN attempt.finished_at IS NULL AND sending.at <= quiz.closed_at THEN 'running'
                            ELSE quiz.status
                       END AS status,
                       quiz.pace, quiz.current_position, quiz.current_since, quiz.previous_since,
                       quiz.scoring, quiz.streak_bonus, quiz.answers_changeable, quiz.time_limit_seconds,
                       quiz.grace_ms * interval '1 ms' AS grace,
                       sending.at,
                       least(CASE quiz.pace WHEN 'host' THEN quiz.started_at ELSE attempt.started_at END
                                 + quiz.time_limit_seconds * interval '1 s',
                             quiz.closes_at) AS ends_at
                FROM attempt
                JOIN quiz ON quiz.user_id = attempt.creator_id AND quiz.id = attempt.quiz_id
                CROSS JOIN (SELECT statement_timestamp() - ? * interval '1 us' AS at) AS sending
                WHERE attempt.user_id = ? AND attempt.quiz_id = ? AND attempt.number = ?
                FOR NO KEY UPDATE OF attempt
            ), seen AS MATERIALIZED (
                SELECT saves FROM attempt WHERE user_id = ? AND quiz_id = ? AND number = ?
            ), timed AS (
                SELECT sent.*, playing.*, there.given IS NOT NULL AS is_there, there.given = sent.given AS is_same,
                       CASE WHEN playing.pace = 'host' THEN
                                CASE WHEN sent.position = playing.current_position THEN playing.current_since
                                     -- It came before the host went on, and has waited here.
                                     WHEN sent.position = playing.current_position - 1
                                          AND playing.at <= playing.current_since + playing.grace
                                     THEN playing.previous_since
                                END
                            WHEN ? THEN shown.shown_at
                            ELSE playing.started_at
                       END AS put_at
                FROM playing
                JOIN seen USING (saves)
                CROSS JOIN unnest(?::uuid[], ?::integer[], ?::jsonb[], ?::boolean[], ?::integer[], ?::integer[])
                    WITH ORDINALITY
                    AS sent (question_id, position, given, is_correct, full_points, limit_seconds, place)
                LEFT JOIN LATERAL (
                    SELECT given FROM answer
                    WHERE user_id = ? AND quiz_id = ? AND attempt = ? AND question_id = sent.question_id
                    LIMIT 1) AS there ON true
                LEFT JOIN LATERAL (
                    SELECT shown_at FROM shown_question
                    WHERE user_id = ? AND quiz_id = ? AND attempt = ? AND question_id = sent.question_id
                    LIMIT 1) AS shown ON true
                WHERE playing.status = 'running'
            ), decided AS (
                SELECT timed.*,
                       CASE WHEN is_same THEN 'unchanged'
                            WHEN is_there AND NOT answers_changeable THEN 'already_answered'
                            WHEN finished_at IS NOT NULL THEN 'attempt_finished'
                            WHEN at > ends_at + grace
                                 OR (pace = 'host' AND position < current_position AND put_at IS NULL)
                            THEN 'too_late'
                            WHEN put_at IS NULL THEN 'not_shown'
                            WHEN at > put_at + limit_seconds * interval '1 s' + grace THEN 'too_late'
                            WHEN is_there THEN 'updated'
                            ELSE 'inserted'
                       END AS outcome
                FROM timed
            ), taken AS (
                SELECT decided.*,
                       greatest(0, floor(extract(epoch FROM at - put_at) * 1000))::bigint AS elapsed_ms,
                       coalesce(limit_seconds, time_limit_seconds) * 1000::bigint AS limit_ms,
                       count(*) FILTER (WHERE NOT is_correct) OVER (ORDER BY place) AS wrong_before
                FROM decided
                WHERE outcome IN ('inserted', 'updated')
            ), counted AS (
                SELECT question_id, place, given, is_correct, full_points, outcome, at, elapsed_ms, limit_ms, scoring,
                       streak_bonus,
                       count(*) FILTER (WHERE is_correct) OVER (PARTITION BY wrong_before ORDER BY place)
                           + CASE WHEN wrong_before = 0 THEN streak ELSE 0 END AS streak
                FROM taken
            ), stored AS (
                INSERT INTO answer (user_id, quiz_id, attempt, question_id, given, is_correct, points, elapsed_ms,
                                    answered_at)
                SELECT ?, ?, ?, question_id, given, is_correct, %s, elapsed_ms, at
                FROM counted
                ORDER BY place
                ON CONFLICT (user_id, quiz_id, attempt, question_id) DO UPDATE
                SET given = excluded.given, is_correct = excluded.is_correct, points = excluded.points,
                    elapsed_ms = excluded.elapsed_ms, answered_at = excluded.answered_at
                RETURNING new.question_id, new.is_correct, new.points, old.is_correct AS was_correct,
                          old.points AS former_points
            ), gained AS (
                SELECT count(*) FILTER (WHERE was_correct IS NULL) AS inserted,
                       sum(points - coalesce(former_points, 0)) AS points,
                       count(*) FILTER (WHERE is_correct) AS correct,
                       count(*) FILTER (WHERE was_correct) AS were_correct
                FROM stored
                HAVING count(*) > 0
            ), totalled AS (
                UPDATE attempt
                SET points = attempt.points + gained.points,
                    correct = attempt.correct + gained.correct - gained.were_correct,
                    answered = attempt.answered + gained.inserted,
                    streak = CASE WHEN playing.answers_changeable THEN 0
                                  ELSE (SELECT streak FROM counted ORDER BY place DESC LIMIT 1)
                             END,
                    first_correct_at = least(
                        CASE WHEN gained.were_correct = 0 THEN attempt.first_correct_at ELSE others.first_correct_at END,
                        CASE WHEN gained.correct > 0 THEN playing.at END),
                    last_correct_at = greatest(
                        CASE WHEN gained.were_correct = 0 THEN attempt.last_correct_at ELSE others.last_correct_at END,
                        CASE WHEN gained.correct > 0 THEN playing.at END),
                    last_answered_at = greatest(attempt.last_answered_at, playing.at),
                    finished_at = CASE WHEN NOT playing.answers_changeable AND attempt.answered + gained.inserted >= ?
                                       THEN playing.at
                                  END,
                    saves = attempt.saves + 1
                FROM playing, gained
                LEFT JOIN LATERAL (
                    SELECT min(answered_at) AS first_correct_at, max(answered_at) AS last_correct_at FROM answer
                    WHERE gained.were_correct > 0 AND user_id = ? AND quiz_id = ? AND attempt = ? AND is_correct
                      AND question_id NOT IN (SELECT question_id FROM stored)) AS others ON true
                WHERE attempt.user_id = ? AND attempt.quiz_id = ? AND attempt.number = ?
            )
            SELECT playing.status, playing.saves = seen.saves AS is_newest, decided.outcome
            FROM playing
            CROSS JOIN seen
            LEFT JOIN decided ON true
            ORDER BY decided.place
            """.formatted(Points.SQL);

    // Each means that another request of the same attempt came in between.
    private static final int TRIES = 30;

    private final Database database;
    private final Turns turns;

    AnswerStore(Database database, PlayConfig config, LifecycleConfig lifecycle) {
        this.database = database;
        this.turns = new Turns(config.maxSavesAtOnce(), lifecycle.answersWait(), "Too many answers come at once.");
    }

    private record Row(QuizStatus status, boolean isNewest, String outcome) {}

    @Override
    public Optional<Saving> save(Submission submission) {
        for (int tried = 0; tried < TRIES; tried++) {
            List<Row> rows = turns.take(() -> rows(submission));
            if (rows.isEmpty()) {
                return Optional.empty();
            }
            if (rows.getFirst().isNewest()) {
                return Optional.of(saving(rows));
            }
        }
        throw Problem.unavailable("contended", "Too many requests change the same attempt.", 1);
    }

    private static Saving saving(List<Row> rows) {
        return new Saving(
                rows.getFirst().status(),
                rows.stream()
                        .filter(row -> row.outcome() != null)
                        .map(row -> AnswerOutcome.of(row.outcome()))
                        .toList());
    }

    private List<Row> rows(Submission sent) {
        String player = sent.player();
        UUID quiz = sent.quizId();
        int attempt = sent.attempt();
        UUID[] questions = column(sent, JudgedAnswer::question, UUID[]::new);
        Integer[] positions = column(sent, JudgedAnswer::position, Integer[]::new);
        String[] given = column(sent, JudgedAnswer::given, String[]::new);
        Boolean[] areCorrect = column(sent, JudgedAnswer::isCorrect, Boolean[]::new);
        Integer[] points = column(sent, JudgedAnswer::points, Integer[]::new);
        Integer[] limits = column(sent, JudgedAnswer::limitSeconds, Integer[]::new);
        return database.run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(SAVE)) {
                Object[] values = {
                    sent.waitedMicros(),
                    player,
                    quiz,
                    attempt,
                    player,
                    quiz,
                    attempt,
                    sent.quiz().isStepwise(),
                    questions,
                    positions,
                    given,
                    areCorrect,
                    points,
                    limits,
                    player,
                    quiz,
                    attempt,
                    player,
                    quiz,
                    attempt,
                    player,
                    quiz,
                    attempt,
                    sent.quiz().questions().size(),
                    player,
                    quiz,
                    attempt,
                    player,
                    quiz,
                    attempt
                };
                for (int i = 0; i < values.length; i++) {
                    statement.setObject(i + 1, values[i]);
                }
                try (ResultSet found = statement.executeQuery()) {
                    return rows(found);
                }
            }
        });
    }

    private static List<Row> rows(ResultSet found) throws SQLException {
        List<Row> rows = new ArrayList<>();
        while (found.next()) {
            rows.add(new Row(
                    QuizStatus.of(found.getString("status")),
                    found.getBoolean("is_newest"),
                    found.getString("outcome")));
        }
        return rows;
    }

    private static <T> T[] column(Submission sent, Function<JudgedAnswer, T> value, IntFunction<T[]> array) {
        return sent.answers().stream().map(value).toArray(array);
    }
}

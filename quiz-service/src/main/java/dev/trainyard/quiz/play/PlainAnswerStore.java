package dev.trainyard.quiz.play;

import dev.trainyard.kit.database.Database;
import dev.trainyard.quiz.authoring.Pace;
import dev.trainyard.quiz.authoring.QuizStatus;
import dev.trainyard.quiz.scoring.Points;
import dev.trainyard.quiz.scoring.Scoring;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Saves answers one after the other, each in a transaction of its own, step by step, and adds up the attempt anew each
 * time: slow, and easy to see right.
 */
@ApplicationScoped
class PlainAnswerStore implements AnswerSaver {

    private static final String PLAYING = """
            SELECT attempt.started_at, attempt.finished_at, attempt.streak,
                   CASE WHEN attempt.finished_at IS NULL AND sending.at <= quiz.closed_at THEN 'running'
                        ELSE quiz.status
                   END AS status, quiz.pace, quiz.started_at AS began_at,
                   quiz.closes_at, quiz.current_position, quiz.current_since, quiz.previous_since, quiz.scoring,
                   quiz.streak_bonus, quiz.answers_changeable, quiz.time_limit_seconds, quiz.grace_ms,
                   sending.at
            FROM attempt
            JOIN quiz ON quiz.user_id = attempt.creator_id AND quiz.id = attempt.quiz_id
            CROSS JOIN (SELECT statement_timestamp() - ? * interval '1 us' AS at) AS sending
            WHERE attempt.user_id = ? AND attempt.quiz_id = ? AND attempt.number = ?
            FOR NO KEY UPDATE OF attempt
            """;

    private static final String SHOWN_AT = """
            SELECT shown_at FROM shown_question WHERE user_id = ? AND quiz_id = ? AND attempt = ? AND question_id = ?
            """;

    private static final String IS_SAME = """
            SELECT given = ?::jsonb AS is_same FROM answer
            WHERE user_id = ? AND quiz_id = ? AND attempt = ? AND question_id = ?
            """;

    private static final String INSERT = """
            INSERT INTO answer (given, is_correct, points, elapsed_ms, answered_at, user_id, quiz_id, attempt, question_id)
            VALUES (?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String UPDATE = """
            UPDATE answer SET given = ?::jsonb, is_correct = ?, points = ?, elapsed_ms = ?, answered_at = ?
            WHERE user_id = ? AND quiz_id = ? AND attempt = ? AND question_id = ?
            """;

    private static final String TOTAL = """
            UPDATE attempt
            SET points = total.points, correct = total.correct, answered = total.answered, streak = ?,
                first_correct_at = total.first_correct_at, last_correct_at = total.last_correct_at,
                last_answered_at = total.last_answered_at,
                finished_at = CASE WHEN ? AND total.answered >= ? THEN ?::timestamptz END,
                saves = saves + 1
            FROM (SELECT sum(points) AS points, count(*) FILTER (WHERE is_correct) AS correct, count(*) AS answered,
                         min(answered_at) FILTER (WHERE is_correct) AS first_correct_at,
                         max(answered_at) FILTER (WHERE is_correct) AS last_correct_at,
                         max(answered_at) AS last_answered_at
                  FROM answer WHERE user_id = ? AND quiz_id = ? AND attempt = ?) AS total
            WHERE attempt.user_id = ? AND attempt.quiz_id = ? AND attempt.number = ?
            """;

    private final Database database;

    PlainAnswerStore(Database database) {
        this.database = database;
    }

    private record Playing(
            QuizStatus status,
            Pace pace,
            Instant startedAt,
            Instant finishedAt,
            int streak,
            Instant beganAt,
            Instant closesAt,
            Integer currentPosition,
            Instant currentSince,
            Instant previousSince,
            Scoring scoring,
            boolean givesBonus,
            boolean answersChangeable,
            Integer limitSeconds,
            Duration grace,
            Instant at) {

        static Playing of(ResultSet row) throws SQLException {
            return new Playing(
                    QuizStatus.of(row.getString("status")),
                    Pace.of(row.getString("pace")),
                    Columns.instant(row, "started_at"),
                    Columns.instant(row, "finished_at"),
                    row.getInt("streak"),
                    Columns.instant(row, "began_at"),
                    Columns.instant(row, "closes_at"),
                    row.getObject("current_position", Integer.class),
                    Columns.instant(row, "current_since"),
                    Columns.instant(row, "previous_since"),
                    Scoring.of(row.getString("scoring")),
                    row.getBoolean("streak_bonus"),
                    row.getBoolean("answers_changeable"),
                    row.getObject("time_limit_seconds", Integer.class),
                    Duration.ofMillis(row.getInt("grace_ms")),
                    Columns.instant(row, "at"));
        }

        boolean isOver() {
            Instant start = pace == Pace.HOST ? beganAt : startedAt;
            return isPast(closesAt) || (limitSeconds != null && isPast(start.plusSeconds(limitSeconds)));
        }

        boolean isPast(Instant limit) {
            return limit != null && at.isAfter(limit.plus(grace));
        }

        boolean isPassed(JudgedAnswer answer) {
            return pace == Pace.HOST
                    && currentPosition != null
                    && answer.position() < currentPosition
                    && putByHostAt(answer) == null;
        }

        /** Null for a question that the host has not put, or has left behind before the answer came. */
        Instant putByHostAt(JudgedAnswer answer) {
            if (currentPosition == null) {
                return null;
            }
            if (answer.position() == currentPosition) {
                return currentSince;
            }
            return answer.position() == currentPosition - 1 && !isPast(currentSince) ? previousSince : null;
        }
    }

    @Override
    public Optional<Saving> save(Submission submission) {
        List<AnswerOutcome> outcomes = new ArrayList<>();
        Optional<QuizStatus> status = playing(submission).map(Playing::status);
        for (JudgedAnswer answer : submission.answers()) {
            if (status.filter(QuizStatus.RUNNING::equals).isPresent()) {
                outcomes.add(QuarkusTransaction.requiringNew().call(() -> save(submission, answer)));
            }
        }
        return status.map(known -> new Saving(known, outcomes));
    }

    private Optional<Playing> playing(Submission sent) {
        return database.run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(PLAYING)) {
                // Now that there is a connection: the wait for it is not the player's time.
                statement.setLong(1, sent.waitedMicros());
                statement.setString(2, sent.player());
                statement.setObject(3, sent.quizId());
                statement.setInt(4, sent.attempt());
                try (ResultSet found = statement.executeQuery()) {
                    return found.next() ? Optional.of(Playing.of(found)) : Optional.empty();
                }
            }
        });
    }

    private AnswerOutcome save(Submission sent, JudgedAnswer answer) {
        Playing playing = playing(sent).orElseThrow(OpenedQuizzes::notFound);
        Boolean isSame = database.one(
                        IS_SAME,
                        row -> row.getBoolean("is_same"),
                        answer.given(),
                        sent.player(),
                        sent.quizId(),
                        sent.attempt(),
                        answer.question())
                .orElse(null);
        if (Boolean.TRUE.equals(isSame)) {
            return AnswerOutcome.UNCHANGED;
        }
        if (isSame != null && !playing.answersChangeable()) {
            return AnswerOutcome.ALREADY_ANSWERED;
        }
        if (playing.finishedAt() != null || playing.status() != QuizStatus.RUNNING) {
            return AnswerOutcome.ATTEMPT_FINISHED;
        }
        if (playing.isOver() || playing.isPassed(answer)) {
            return AnswerOutcome.TOO_LATE;
        }
        Instant putAt = putAt(sent, answer, playing);
        if (putAt == null) {
            return AnswerOutcome.NOT_SHOWN;
        }
        if (answer.limitSeconds() != null && playing.isPast(putAt.plusSeconds(answer.limitSeconds()))) {
            return AnswerOutcome.TOO_LATE;
        }
        store(sent, answer, playing, putAt, isSame != null);
        return isSame == null ? AnswerOutcome.INSERTED : AnswerOutcome.UPDATED;
    }

    private Instant putAt(Submission sent, JudgedAnswer answer, Playing playing) {
        if (playing.pace() == Pace.HOST) {
            return playing.putByHostAt(answer);
        }
        if (!sent.quiz().isStepwise()) {
            return playing.startedAt();
        }
        return database.one(
                        SHOWN_AT,
                        row -> Columns.instant(row, "shown_at"),
                        sent.player(),
                        sent.quizId(),
                        sent.attempt(),
                        answer.question())
                .orElse(null);
    }

    private void store(Submission sent, JudgedAnswer answer, Playing playing, Instant putAt, boolean isThere) {
        long elapsedMs = Math.max(0, Duration.between(putAt, playing.at()).toMillis());
        int streak = playing.answersChangeable() || !answer.isCorrect() ? 0 : playing.streak() + 1;
        database.update(
                isThere ? UPDATE : INSERT,
                answer.given(),
                answer.isCorrect(),
                answer.isCorrect() ? points(answer, playing, elapsedMs, streak) : 0,
                elapsedMs,
                playing.at(),
                sent.player(),
                sent.quizId(),
                sent.attempt(),
                answer.question());
        database.update(
                TOTAL,
                streak,
                !playing.answersChangeable(),
                sent.quiz().questions().size(),
                playing.at(),
                sent.player(),
                sent.quizId(),
                sent.attempt(),
                sent.player(),
                sent.quizId(),
                sent.attempt());
    }

    private static long points(JudgedAnswer answer, Playing playing, long elapsedMs, int streak) {
        Integer limitSeconds = answer.limitSeconds() == null ? playing.limitSeconds() : answer.limitSeconds();
        Long limitMs = limitSeconds == null ? null : limitSeconds * 1_000L;
        return Points.of(playing.scoring(), answer.points(), elapsedMs, limitMs)
                + (playing.givesBonus() ? Points.bonus(streak) : 0);
    }
}

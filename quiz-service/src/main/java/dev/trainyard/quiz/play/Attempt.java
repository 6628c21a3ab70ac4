package dev.trainyard.quiz.play;

import dev.trainyard.quiz.authoring.QuizStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * An attempt as it stands, with what its quiz's state means for it.
 *
 * @param status of the quiz
 * @param currentPosition of the question that a host has put; null before the first, and without a host
 * @param endsAt when it is over by its limit or its quiz's; null when nothing is known of an end
 * @param now by the clock of the database
 */
record Attempt(
        int number,
        QuizStatus status,
        Integer currentPosition,
        Instant currentSince,
        Instant startedAt,
        Instant finishedAt,
        Instant endsAt,
        long points,
        int correct,
        int answered,
        Instant now) {

    /** Of {@code attempt} and {@code quiz}. */
    static final String COLUMNS = """
            attempt.number, quiz.status, quiz.current_position, quiz.current_since, attempt.started_at,
            attempt.finished_at, attempt.points, attempt.correct, attempt.answered, statement_timestamp() AS now,
            least(CASE quiz.pace WHEN 'host' THEN quiz.started_at ELSE attempt.started_at END
                      + quiz.time_limit_seconds * interval '1 s',
                  quiz.closes_at) AS ends_at
            """;

    static Attempt of(ResultSet row) throws SQLException {
        return new Attempt(
                row.getInt("number"),
                QuizStatus.of(row.getString("status")),
                row.getObject("current_position", Integer.class),
                Columns.instant(row, "current_since"),
                Columns.instant(row, "started_at"),
                Columns.instant(row, "finished_at"),
                Columns.instant(row, "ends_at"),
                row.getLong("points"),
                row.getInt("correct"),
                row.getInt("answered"),
                Columns.instant(row, "now"));
    }

    boolean isClosed() {
        return status == QuizStatus.CLOSED;
    }
}

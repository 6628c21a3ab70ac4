package dev.trainyard.quiz.play;

import dev.trainyard.kit.database.Database;
import dev.trainyard.quiz.authoring.QuizStatus;
import dev.trainyard.quiz.play.PlayView.AttemptSummary;
import dev.trainyard.quiz.play.PlayView.PutQuestion;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** Reads how far a quiz has come, for one of its players. */
@ApplicationScoped
class PlayStore {

    static final String VIEW = """
            SELECT quiz.shown_status, quiz.started_at, quiz.closed_at, quiz.settled_at, quiz.current_position, quiz.current_since,
                   player.name, coalesce(seats.taken, 0) AS players, statement_timestamp() AS now,
                   least(CASE WHEN quiz.pace = 'host' THEN quiz.started_at + quiz.time_limit_seconds * interval '1 s' END,
                         quiz.closes_at) AS ends_at,
                   (SELECT coalesce(json_agg(attempt ORDER BY number), '[]') FROM attempt
                    WHERE attempt.user_id = player.user_id AND attempt.quiz_id = player.quiz_id) AS attempts
            FROM player
            JOIN quiz ON quiz.user_id = player.creator_id AND quiz.id = player.quiz_id
            LEFT JOIN quiz_seats seats ON seats.creator_id = player.creator_id AND seats.quiz_id = player.quiz_id
            WHERE player.user_id = ? AND player.quiz_id = ?
            """;

    private final Database database;

    PlayStore(Database database) {
        this.database = database;
    }

    /** Empty when {@code player} does not play {@code quiz}. */
    Optional<PlayView> view(String player, OpenedQuiz quiz) {
        return database.one(VIEW, row -> view(row, quiz), player, quiz.id());
    }

    private static PlayView view(ResultSet row, OpenedQuiz quiz) throws SQLException {
        QuizStatus status = QuizStatus.of(row.getString("shown_status"));
        Instant now = Columns.instant(row, "now");
        Instant endsAt = Columns.instant(row, "ends_at");
        return new PlayView(
                quiz.id(),
                quiz.title(),
                quiz.description(),
                status,
                row.getString("name"),
                row.getInt("players"),
                quiz.questions().size(),
                quiz.isStepwise(),
                quiz.settings(),
                Columns.instant(row, "started_at"),
                Columns.instant(row, "closed_at"),
                Columns.instant(row, "settled_at"),
                endsAt,
                endsAt == null
                        ? null
                        : Math.max(0, Duration.between(now, endsAt).toMillis()),
                now,
                status == QuizStatus.RUNNING
                        ? put(
                                row.getObject("current_position", Integer.class),
                                Columns.instant(row, "current_since"),
                                quiz)
                        : null,
                attempts(new JsonArray(row.getString("attempts"))));
    }

    private static PutQuestion put(Integer position, Instant since, OpenedQuiz quiz) {
        if (position == null) {
            return null;
        }
        Integer limit = quiz.questions().get(position - 1).question().timeLimitSeconds();
        return new PutQuestion(position, since, limit == null ? null : since.plusSeconds(limit));
    }

    private static List<AttemptSummary> attempts(JsonArray rows) {
        return rows.stream()
                .map(JsonObject.class::cast)
                .map(row -> new AttemptSummary(
                        row.getInteger("number"),
                        instant(row.getString("started_at")),
                        instant(row.getString("finished_at")),
                        row.getInteger("answered")))
                .toList();
    }

    private static Instant instant(String time) {
        return time == null ? null : OffsetDateTime.parse(time).toInstant();
    }
}

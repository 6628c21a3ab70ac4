package dev.trainyard.quiz.porting;

import dev.trainyard.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** What the players of a quiz did, some players at a time, by their names. Of a closed quiz nothing changes meanwhile. */
@ApplicationScoped
class ResultStore {

    /** In the order of the index of names; who has not played comes with a line of nulls, so that pages go on behind them. */
    static final String ATTEMPTS = """
            WITH page AS (
                SELECT user_id, quiz_id, name, lower(name) AS place
                FROM player
                WHERE creator_id = ? AND quiz_id = ? AND lower(name) > ?
                ORDER BY lower(name)
                LIMIT ?)
            SELECT page.place, page.name, attempt.number, attempt.points, attempt.correct, attempt.answered,
                   attempt.started_at, attempt.finished_at, attempt.last_answered_at
            FROM page
            LEFT JOIN attempt ON attempt.user_id = page.user_id AND attempt.quiz_id = page.quiz_id
            ORDER BY page.place, attempt.number
            """;

    /** The positions come from whoever has the questions anyway: their table is not read once for each answer. */
    static final String ANSWERS = """
            WITH page AS (
                SELECT user_id, quiz_id, name, lower(name) AS place
                FROM player
                WHERE creator_id = ? AND quiz_id = ? AND lower(name) > ?
                ORDER BY lower(name)
                LIMIT ?)
            SELECT page.place, page.name, answer.attempt AS number,
                   array_position(string_to_array(?, ',')::uuid[], answer.question_id) AS position,
                   answer.given, answer.is_correct, answer.points, answer.elapsed_ms, answer.answered_at
            FROM page
            LEFT JOIN answer ON answer.user_id = page.user_id AND answer.quiz_id = page.quiz_id
            ORDER BY page.place, answer.attempt, position
            """;

    private final Database database;

    ResultStore(Database database) {
        this.database = database;
    }

    /**
     * An attempt of a player, of whom there is at least one.
     *
     * @param place what the next page comes after
     * @param number null when the player never began, and all that follows, too
     */
    record AttemptRow(
            String place,
            String name,
            Integer number,
            long points,
            int correct,
            int answered,
            Instant startedAt,
            Instant finishedAt,
            Instant lastAnsweredAt) {}

    /**
     * An answer of a player, of whom there is at least one.
     *
     * @param place what the next page comes after
     * @param number of the attempt; null when the player never answered, and all that follows, too
     * @param position of the question, from 1
     * @param given JSON, in the numbering of the creator
     */
    record AnswerRow(
            String place,
            String name,
            Integer number,
            int position,
            String given,
            boolean isCorrect,
            int points,
            long elapsedMs,
            Instant answeredAt) {}

    /** The attempts of the first {@code players} players behind {@code after}. */
    List<AttemptRow> attempts(String creator, UUID quiz, String after, int players) {
        return database.list(
                ATTEMPTS,
                row -> new AttemptRow(
                        row.getString("place"),
                        row.getString("name"),
                        row.getObject("number", Integer.class),
                        row.getLong("points"),
                        row.getInt("correct"),
                        row.getInt("answered"),
                        instant(row, "started_at"),
                        instant(row, "finished_at"),
                        instant(row, "last_answered_at")),
                creator,
                quiz,
                after,
                players);
    }

    /**
     * The answers of the first {@code players} players behind {@code after}.
     *
     * @param questions the ids of all questions of the quiz, in order
     */
    List<AnswerRow> answers(String creator, UUID quiz, List<UUID> questions, String after, int players) {
        String order = questions.stream().map(UUID::toString).collect(Collectors.joining(","));
        return database.list(
                ANSWERS,
                row -> new AnswerRow(
                        row.getString("place"),
                        row.getString("name"),
                        row.getObject("number", Integer.class),
                        row.getInt("position"),
                        row.getString("given"),
                        row.getBoolean("is_correct"),
                        row.getInt("points"),
                        row.getLong("elapsed_ms"),
                        instant(row, "answered_at")),
                creator,
                quiz,
                after,
                players,
                order);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}

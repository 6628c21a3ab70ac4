package dev.trainyard.quiz.leaderboard;

import dev.trainyard.kit.database.Database;
import dev.trainyard.quiz.authoring.QuizStatus;
import dev.trainyard.quiz.authoring.ShowsLeaderboard;
import dev.trainyard.quiz.scoring.Ties;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/** Who may ask for the leaderboard of a quiz, and whether it has changed. */
@ApplicationScoped
class BoardStore {

    /** A quiz of the user's own, or one that they play. */
    static final String ONE = """
            WITH creator AS (
                SELECT user_id FROM quiz WHERE user_id = ? AND id = ?
                UNION
                SELECT creator_id FROM player WHERE user_id = ? AND quiz_id = ?
            )
            SELECT q.*, q.user_id = ? AS is_creator FROM creator JOIN quiz q USING (user_id) WHERE q.id = ?
            """;

    // A row that is changed has another xmin, a later one: their sum never comes back to what it was.
    static final String STATE = """
            SELECT settled_at IS NOT NULL AS is_settled, clock_timestamp() AS moment, played.*
            FROM quiz
            CROSS JOIN LATERAL (
                SELECT count(*) AS attempts, coalesce(sum(attempt.xmin::text::bigint), 0) AS writers
                FROM attempt
                WHERE attempt.creator_id = quiz.user_id AND attempt.quiz_id = quiz.id) AS played
            WHERE user_id = ? AND id = ?
            """;

    private final Database database;

    BoardStore(Database database) {
        this.database = database;
    }

    /**
     * How far a quiz has been played.
     *
     * @param moment when that was so
     */
    record State(boolean isSettled, Instant moment, Played played) {}

    /**
     * What differs after each change of an attempt.
     *
     * @param writers the sum of the transactions that wrote them last
     */
    record Played(long attempts, long writers) {}

    Optional<Board> find(String user, UUID quiz) {
        return database.one(ONE, BoardStore::board, user, quiz, user, quiz, user, quiz);
    }

    /** Empty when there is no such quiz any more. */
    Optional<State> state(String creator, UUID quiz) {
        return database.one(STATE, BoardStore::state, creator, quiz);
    }

    private static Board board(ResultSet row) throws SQLException {
        return new Board(
                row.getString("user_id"),
                row.getObject("id", UUID.class),
                QuizStatus.of(row.getString("shown_status")),
                Ties.of(row.getString("ties")),
                ShowsLeaderboard.of(row.getString("shows_leaderboard")),
                row.getBoolean("is_creator"),
                instant(row, "started_at"),
                instant(row, "closed_at"),
                row.getObject("settled_at") != null);
    }

    private static State state(ResultSet row) throws SQLException {
        return new State(
                row.getBoolean("is_settled"),
                instant(row, "moment"),
                new Played(row.getLong("attempts"), row.getLong("writers")));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}

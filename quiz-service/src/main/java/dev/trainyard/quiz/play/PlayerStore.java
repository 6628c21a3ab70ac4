package dev.trainyard.quiz.play;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.database.DatabaseException;
import dev.trainyard.kit.database.DatabaseProblems;
import dev.trainyard.quiz.pool.Turns;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The players of quizzes: each user once in a quiz, and no more than it takes. */
@ApplicationScoped
class PlayerStore {

    // Who joins takes a seat first, and thereby waits for whoever does so at the same moment; who closes the quiz waits
    // for both.
    static final String JOIN = """
            WITH joinable AS (
                SELECT user_id AS creator_id, id, title, max_players FROM quiz
                WHERE join_code = ? AND status IN ('open', 'running')
                FOR KEY SHARE
            ), there AS (
                SELECT name, joined_at FROM player
                WHERE user_id = ? AND quiz_id = (SELECT id FROM joinable)
            ), seated AS (
                INSERT INTO quiz_seats AS seats (creator_id, quiz_id, taken)
                SELECT creator_id, id, 1 FROM joinable
                WHERE creator_id <> ? AND NOT EXISTS (SELECT FROM there)
                ON CONFLICT (creator_id, quiz_id) DO UPDATE SET taken = seats.taken + 1
                    WHERE seats.taken < (SELECT max_players FROM joinable)
                RETURNING creator_id, quiz_id
            ), joined AS (
                INSERT INTO player (user_id, quiz_id, creator_id, name)
                SELECT ?, quiz_id, creator_id, ? FROM seated
                RETURNING name, joined_at
            )
            SELECT id, title, creator_id = ? AS is_own, coalesce(joined.name, there.name) AS name,
                   coalesce(joined.joined_at, there.joined_at) AS joined_at, joined.name IS NOT NULL AS is_new
            FROM joinable
            LEFT JOIN joined ON true
            LEFT JOIN there ON true
            """;

    private static final String JOINED = """
            SELECT quiz.id, quiz.title, false AS is_own, player.name, player.joined_at, false AS is_new
            FROM quiz
            JOIN player ON player.user_id = ? AND player.quiz_id = quiz.id
            WHERE quiz.join_code = ?
            """;

    // As long as one waits for a connection.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Database database;
    private final Turns turns;

    PlayerStore(Database database, PlayConfig config) {
        this.database = database;
        this.turns = new Turns(config.maxJoinsAtOnce(), PATIENCE, "Too many join at once.");
    }

    /**
     * Joins {@code user}, who is told so again when they are a player already, by the name that they have.
     *
     * @throws Problem 503 {@code overloaded} when too many join at once
     */
    JoinedPlayer join(String user, String code, String name) {
        return turns.take(() -> joined(user, code, name));
    }

    private JoinedPlayer joined(String user, String code, String name) {
        try {
            return database.one(JOIN, PlayerStore::joined, code, user, user, user, name, user)
                    .orElseThrow(PlayerStore::unknownCode);
        } catch (DatabaseException refused) {
            if (DatabaseProblems.violates(refused, "pk_player")
                    || DatabaseProblems.violates(refused, "uq_player_name")) {
                // It may be the user's own request, sent twice at the same moment.
                return there(user, code)
                        .orElseThrow(
                                () -> Problem.conflict("name-taken", "Another player of this quiz has this name."));
            }
            throw refused;
        }
    }

    private Optional<JoinedPlayer> there(String user, String code) {
        return database.one(JOINED, PlayerStore::joined, user, code);
    }

    private static JoinedPlayer joined(ResultSet row) throws SQLException {
        if (row.getBoolean("is_own")) {
            throw Problem.conflict("own-quiz", "Who has written a quiz knows the answers, and does not play it.");
        }
        Instant joinedAt = Columns.instant(row, "joined_at");
        if (joinedAt == null) {
            throw Problem.conflict("no-seats-left", "The quiz has as many players as it takes.");
        }
        return new JoinedPlayer(
                new PlayerView(
                        row.getObject("id", UUID.class), row.getString("title"), row.getString("name"), joinedAt),
                row.getBoolean("is_new"));
    }

    private static Problem unknownCode() {
        return Problem.notFound("quiz that may be joined");
    }
}

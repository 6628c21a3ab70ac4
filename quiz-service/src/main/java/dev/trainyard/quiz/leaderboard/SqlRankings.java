package dev.trainyard.quiz.leaderboard;

import dev.trainyard.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** Ranks by one query, whose window functions know the ways of ties. */
@ApplicationScoped
class SqlRankings implements Rankings, FinalRanking {

    // What the attempts add up to is kept in their rows.
    private static final String ATTEMPTS = """
            SELECT q.ties, t.user_id, t.quiz_id, t.number, t.points, t.correct, t.answered,
                   t.first_correct_at, t.last_answered_at%s
            FROM quiz q JOIN attempt t ON t.creator_id = q.user_id AND t.quiz_id = q.id
            WHERE q.user_id = ? AND q.id = ? AND t.answered > 0
            """;

    private static final String ATTEMPTS_AT = """
            SELECT q.ties, t.user_id, t.quiz_id, t.number, sum(a.points) AS points,
                   count(*) FILTER (WHERE a.is_correct) AS correct, count(*) AS answered,
                   min(a.answered_at) FILTER (WHERE a.is_correct) AS first_correct_at,
                   max(a.answered_at) AS last_answered_at
            FROM quiz q JOIN attempt t ON t.creator_id = q.user_id AND t.quiz_id = q.id
                 JOIN answer a ON a.user_id = t.user_id AND a.quiz_id = t.quiz_id AND a.attempt = t.number
            WHERE q.user_id = ? AND q.id = ? AND a.answered_at <= ?
            GROUP BY q.ties, t.user_id, t.quiz_id, t.number
            """;

    private static final String RANKED = """
            WITH result AS (
                %s
            ), best AS (
                SELECT DISTINCT ON (user_id) *
                FROM (SELECT *, CASE ties WHEN 'first_to_finish' THEN last_answered_at
                                          WHEN 'earliest_correct' THEN first_correct_at END AS decided_at
                      FROM result) AS decided
                ORDER BY user_id, points DESC, decided_at, number
            )
            SELECT user_id, player.name, points, correct, answered, decided_at%s,
                   CASE ties WHEN 'dense' THEN dense_rank() OVER place ELSE rank() OVER place END AS rank
            FROM best JOIN player USING (user_id, quiz_id)
            WINDOW place AS (ORDER BY points DESC, decided_at)
            """;

    private static final String IN_ORDER = "ORDER BY points DESC, decided_at, name COLLATE \"C\"";

    static final String NOW = RANKED.formatted(ATTEMPTS.formatted(""), "") + IN_ORDER;
    static final String AT = RANKED.formatted(ATTEMPTS_AT, "") + IN_ORDER;

    // Read once a quiz, and so may cost a sort more.
    static final String FINAL = RANKED.formatted(
            ATTEMPTS.formatted(", max(t.correct) OVER (PARTITION BY t.user_id) AS most_correct"), ", most_correct");

    private static final String BEST = FINAL + "ORDER BY rank, user_id COLLATE \"C\" LIMIT ?";

    private final Database database;

    SqlRankings(Database database) {
        this.database = database;
    }

    @Override
    public List<Standing> now(String creator, UUID quiz) {
        return database.list(NOW, SqlRankings::standing, creator, quiz);
    }

    /**
     * As it stood at a moment, from the answers that had been given by then. One that was changed later counts from its
     * change on: what it said before is not kept.
     */
    List<Standing> at(String creator, UUID quiz, Instant moment) {
        return database.list(AT, SqlRankings::standing, creator, quiz, moment);
    }

    @Override
    public List<RankedPlayer> best(String creator, UUID quiz, int limit) {
        return database.list(BEST, SqlRankings::rankedPlayer, creator, quiz, limit);
    }

    private static RankedPlayer rankedPlayer(ResultSet row) throws SQLException {
        return new RankedPlayer(
                row.getString("user_id"),
                row.getString("name"),
                row.getInt("rank"),
                row.getLong("points"),
                row.getInt("correct"),
                row.getInt("answered"),
                row.getInt("most_correct"));
    }

    private static Standing standing(ResultSet row) throws SQLException {
        OffsetDateTime decidedAt = row.getObject("decided_at", OffsetDateTime.class);
        return new Standing(
                row.getString("user_id"),
                row.getString("name"),
                row.getInt("rank"),
                row.getLong("points"),
                row.getInt("correct"),
                row.getInt("answered"),
                decidedAt == null ? null : decidedAt.toInstant());
    }
}

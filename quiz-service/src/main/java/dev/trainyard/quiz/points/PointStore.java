package dev.trainyard.quiz.points;

import dev.trainyard.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rows of points, beside those that {@link PointAward} adds. */
@ApplicationScoped
class PointStore {

    static final String ONE = """
            SELECT id, name, points, is_listed, CASE WHEN points > 0 THEN 1 + %s END AS rank
            FROM user_points
            WHERE user_id = ?
            """.formatted(Histogram.ahead("points"));

    /** Names no user by the subject of a token: it is what everybody may see. */
    static final String LISTED = """
            SELECT id, name, points, is_listed, 1 + %s AS rank
            FROM user_points
            WHERE id = ? AND is_listed AND points > 0
            """.formatted(Histogram.ahead("points"));

    /** Only the first rank is looked up; those that follow count on, past who shares the first but is no part of the page. */
    static final String LEADERBOARD = """
            WITH page AS (
                SELECT id, name, points
                FROM user_points
                WHERE is_listed AND points > 0 AND (points, id) < (?, ?)
                ORDER BY points DESC, id DESC
                LIMIT ?
            ), first AS MATERIALIZED (
                SELECT points, %s AS ahead,
                       (SELECT users FROM point_histogram WHERE width = 1 AND bucket = top.points) AS users
                FROM (SELECT max(points) AS points FROM page) AS top
            )
            SELECT id, name, page.points,
                   ahead + rank() OVER (ORDER BY page.points DESC)
                   + CASE WHEN page.points < first.points
                          THEN users - count(*) FILTER (WHERE page.points = first.points) OVER ()
                          ELSE 0
                     END AS rank
            FROM page CROSS JOIN first
            ORDER BY page.points DESC, id DESC
            """.formatted(Histogram.ahead("top.points"));

    static final String HISTORY = """
            SELECT id, kind, quiz_id, quiz_title, times, points, earned_at
            FROM point_entry
            WHERE user_id = ? AND id < ?
            ORDER BY id DESC
            LIMIT ?
            """;

    private static final String LIST = """
            WITH moved AS (
                INSERT INTO user_points (user_id, is_listed) VALUES (?, ?)
                ON CONFLICT (user_id) DO UPDATE SET is_listed = excluded.is_listed
                RETURNING\s""" + Histogram.MOVED + ")\n" + Histogram.MOVE;

    private final Database database;

    PointStore(Database database) {
        this.database = database;
    }

    Optional<PointsView> find(String user) {
        return database.one(ONE, PointStore::points, user);
    }

    /** By what others know the user by; empty as well when the user is not listed. */
    Optional<Standing> findListed(UUID id) {
        return database.one(LISTED, PointStore::standing, id);
    }

    /** Those below the user {@code id} with {@code points}, best first, at most {@code limit}. */
    List<Standing> leaderboard(long points, UUID id, int limit) {
        return database.list(LEADERBOARD, PointStore::standing, points, id, limit);
    }

    /** Those that are older than {@code before}, newest first, at most {@code limit}. */
    List<PointEntryView> history(String user, UUID before, int limit) {
        return database.list(HISTORY, PointStore::entry, user, before, limit);
    }

    /** Puts a user on the leaderboard, or takes them off it. */
    void list(String user, boolean isListed) {
        database.update(LIST, user, isListed);
    }

    private static PointsView points(ResultSet row) throws SQLException {
        return new PointsView(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getLong("points"),
                row.getObject("rank", Long.class),
                row.getBoolean("is_listed"));
    }

    private static Standing standing(ResultSet row) throws SQLException {
        return new Standing(
                row.getObject("rank", Long.class),
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getLong("points"));
    }

    private static PointEntryView entry(ResultSet row) throws SQLException {
        return new PointEntryView(
                row.getObject("id", UUID.class),
                PointKind.of(row.getString("kind")),
                row.getObject("quiz_id", UUID.class),
                row.getString("quiz_title"),
                row.getLong("times"),
                row.getLong("points"),
                row.getObject("earned_at", OffsetDateTime.class).toInstant());
    }
}

package dev.trainyard.quiz.points;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/** Gives everybody their points at once, by one statement that reads the whole quiz: easy to see right. */
record PlainAward(EmbeddedDatabase database) {

    static final String AWARD = """
            WITH closing AS NOT MATERIALIZED (
                SELECT ?::text AS creator_id, ?::uuid AS quiz_id
            ), answered AS (
                SELECT answer.user_id, question_id, min(answered_at) FILTER (WHERE is_correct) AS correct_at
                FROM closing
                JOIN player ON player.creator_id = closing.creator_id AND player.quiz_id = closing.quiz_id
                JOIN answer ON answer.user_id = player.user_id AND answer.quiz_id = closing.quiz_id
                WHERE player.user_id <> closing.creator_id
                GROUP BY answer.user_id, question_id
            ), compared AS (
                SELECT user_id, correct_at, min(correct_at) OVER (PARTITION BY question_id) AS first_at FROM answered
            ), played AS MATERIALIZED (
                SELECT user_id, count(correct_at) AS correct, count(*) FILTER (WHERE correct_at = first_at) AS first
                FROM compared
                GROUP BY user_id
            ), earned (user_id, kind, times, points) AS (
                SELECT user_id, 'correct_answer', correct, 5 * correct FROM played
                UNION ALL
                SELECT user_id, 'first_correct', first, 3 * first FROM played
                UNION ALL
                SELECT creator_id, 'creator_unique_player', players, 2 * players
                FROM closing CROSS JOIN (SELECT count(*) AS players FROM played) AS counted
                UNION ALL
                SELECT creator_id, 'creator_correct_answer', correct, correct
                FROM closing CROSS JOIN (SELECT sum(correct) AS correct FROM played) AS counted
            ), entered AS (
                INSERT INTO point_entry (user_id, quiz_id, quiz_title, kind, times, points)
                SELECT earned.user_id, quiz_id, title, kind, times, points
                FROM closing
                JOIN quiz ON quiz.user_id = creator_id AND quiz.id = quiz_id
                CROSS JOIN earned
                WHERE times > 0
                ON CONFLICT (user_id, quiz_id, kind) DO NOTHING
                RETURNING user_id, points
            ), moved AS (
                INSERT INTO user_points (user_id, name, points)
                SELECT user_id, max(name), sum(points)
                FROM (SELECT user_id, name, 0 AS points
                      FROM closing CROSS JOIN played JOIN player USING (user_id, quiz_id)
                      UNION ALL
                      SELECT user_id, NULL, points FROM entered) AS gained
                GROUP BY user_id
                ORDER BY user_id
                ON CONFLICT (user_id) DO UPDATE
                    SET points = user_points.points + excluded.points, name = coalesce(excluded.name, user_points.name)
                RETURNING\s""" + Histogram.MOVED + ")\n" + Histogram.MOVE;

    /** What a quiz that is not closed yet would earn; nothing is stored. */
    Set<PointLedger.Entry> of(PlayedQuiz quiz, String creator) throws SQLException {
        try (Connection app = database.connectAs("quiz_app");
                var award = app.prepareStatement(AWARD)) {
            app.setAutoCommit(false);
            award.setString(1, creator);
            award.setString(2, quiz.id());
            award.executeUpdate();
            Set<PointLedger.Entry> entries = new HashSet<>(PointLedger.of(app, quiz));
            app.rollback();
            return entries;
        }
    }
}

package dev.trainyard.quiz.points;

import dev.trainyard.kit.database.Database;
import dev.trainyard.quiz.lifecycle.QuizEnd;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * Gives a closed quiz's players and creator their points. It can be called again, which adds nothing.
 *
 * <p>Nobody earns anything by a quiz of their own. A question counts once for each player, however many attempts they
 * had. Who are first at the same instant all are.
 */
@ApplicationScoped
class PointAward implements QuizEnd {

    /** Users are locked in their order, whatever quizzes close at the same time. */
    static final String AWARD = """
            WITH closing AS (
                SELECT user_id AS creator_id, id AS quiz_id, title FROM quiz WHERE user_id = ? AND id = ?
            ), judged AS MATERIALIZED (
                SELECT answer.user_id, question_id, min(name) AS name,
                       min(answered_at) FILTER (WHERE is_correct) AS correct_at
                FROM closing
                JOIN player USING (creator_id, quiz_id)
                JOIN answer ON answer.user_id = player.user_id AND answer.quiz_id = player.quiz_id
                WHERE player.user_id <> creator_id
                GROUP BY answer.user_id, question_id
            ), correct AS (
                SELECT user_id, rank() OVER (PARTITION BY question_id ORDER BY correct_at) AS place
                FROM judged
                WHERE correct_at IS NOT NULL
            ), earned (user_id, kind, times, points) AS (
                SELECT user_id, 'correct_answer', count(*), 5 * count(*) FROM correct GROUP BY user_id
                UNION ALL
                SELECT user_id, 'first_correct', count(*), 3 * count(*) FROM correct WHERE place = 1 GROUP BY user_id
                UNION ALL
                SELECT creator_id, 'creator_unique_player', count(DISTINCT judged.user_id),
                       2 * count(DISTINCT judged.user_id)
                FROM closing CROSS JOIN judged
                GROUP BY creator_id
                UNION ALL
                SELECT creator_id, 'creator_correct_answer', count(*), count(*)
                FROM closing CROSS JOIN correct
                GROUP BY creator_id
            ), entered AS (
                INSERT INTO point_entry (user_id, quiz_id, quiz_title, kind, times, points)
                SELECT user_id, quiz_id, title, kind, times, points FROM closing CROSS JOIN earned
                ON CONFLICT (user_id, quiz_id, kind) DO NOTHING
                RETURNING user_id, points
            ), moved AS (
                INSERT INTO user_points (user_id, name, points)
                SELECT user_id, max(name), sum(points)
                FROM (SELECT user_id, name, 0 AS points FROM judged
                      UNION ALL
                      SELECT user_id, NULL, points FROM entered) AS gained
                GROUP BY user_id
                ORDER BY user_id
                ON CONFLICT (user_id) DO UPDATE
                    SET points = user_points.points + excluded.points, name = coalesce(excluded.name, user_points.name)
                RETURNING\s""" + Histogram.MOVED + ")\n" + Histogram.MOVE;

    private final Database database;

    PointAward(Database database) {
        this.database = database;
    }

    @Override
    public void closed(String creator, UUID quiz) {
        database.update(AWARD, creator, quiz);
    }
}

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

    /**
     * Users are locked in their order, whatever quizzes close at the same time. The quiz's key is not materialized, so that
     * the planner sees which quiz it is: some have ten thousand times as many answers as others.
     */
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

    private final Database database;

    PointAward(Database database) {
        this.database = database;
    }

    @Override
    public void closed(String creator, UUID quiz) {
        database.update(AWARD, creator, quiz);
    }
}

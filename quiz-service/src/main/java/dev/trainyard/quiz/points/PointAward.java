package dev.trainyard.quiz.points;

import dev.trainyard.kit.database.Database;
import dev.trainyard.quiz.lifecycle.PlayersEnd;
import dev.trainyard.quiz.lifecycle.QuizEnd;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/**
 * Gives a closed quiz's players their points, and at last its creator. What was given is not given again.
 *
 * <p>Nobody earns anything by a quiz of their own. A question counts once for each player, however many attempts they
 * had. Who are first at the same instant all are.
 */
@ApplicationScoped
@Priority(PointAward.AFTER_FIRST_ANSWERS)
class PointAward implements PlayersEnd, QuizEnd {

    static final int AFTER_FIRST_ANSWERS = FirstRightAnswers.AFTER_ATTEMPTS - 1;

    /** From {@code earned}: into the ledger, and from there to the sums. Users are locked in their order. */
    private static final String EARN = """
            entered AS (
                INSERT INTO point_entry (user_id, quiz_id, quiz_title, kind, times, points)
                SELECT earned.user_id, quiz.id, quiz.title, kind, times, points
                FROM closed
                JOIN quiz ON quiz.user_id = closed.creator_id AND quiz.id = closed.quiz_id
                CROSS JOIN earned
                WHERE times > 0
                ON CONFLICT (user_id, quiz_id, kind) DO NOTHING
                RETURNING user_id, points
            ), moved AS (
                INSERT INTO user_points (user_id, name, points)
                SELECT user_id, max(name), sum(points)
                FROM (SELECT user_id, name, 0 AS points FROM earned
                      UNION ALL
                      SELECT user_id, NULL, points FROM entered) AS gained
                GROUP BY user_id
                ORDER BY user_id
                ON CONFLICT (user_id) DO UPDATE
                    SET points = user_points.points + excluded.points, name = coalesce(excluded.name, user_points.name)
                RETURNING\s""" + Histogram.MOVED + ")\n" + Histogram.MOVE;

    /**
     * Also counts for the creator. The quiz's key is not materialized, so that the planner sees which quiz it is, and reads
     * nothing of others that the same users play.
     */
    static final String PLAYERS = """
            WITH closed AS NOT MATERIALIZED (
                SELECT ?::text AS creator_id, ?::uuid AS quiz_id
            ), answered AS (
                SELECT answer.user_id, question_id, min(answered_at) FILTER (WHERE is_correct) AS correct_at
                FROM closed
                JOIN answer ON answer.user_id = ANY (?::text[]) AND answer.quiz_id = closed.quiz_id
                WHERE answer.user_id <> closed.creator_id
                GROUP BY answer.user_id, question_id
            ), played AS MATERIALIZED (
                SELECT user_id, count(correct_at) AS correct, count(*) FILTER (WHERE correct_at = first.answered_at) AS first
                FROM closed
                CROSS JOIN answered
                LEFT JOIN first_right_answer AS first USING (creator_id, quiz_id, question_id)
                GROUP BY user_id
            ), counted AS (
                UPDATE quiz_settlement AS settlement
                SET players = settlement.players + added.players, correct = settlement.correct + added.correct
                FROM closed CROSS JOIN (SELECT count(*) AS players, coalesce(sum(correct), 0) AS correct FROM played) AS added
                WHERE settlement.creator_id = closed.creator_id AND settlement.quiz_id = closed.quiz_id
            ), earned AS (
                SELECT user_id, name, kind, times, times * worth AS points
                FROM closed
                CROSS JOIN played
                JOIN player USING (user_id, quiz_id)
                CROSS JOIN LATERAL (VALUES ('correct_answer', correct, 5), ('first_correct', first, 3))
                    AS gain (kind, times, worth)
            ),
            """ + EARN;

    static final String CREATOR = """
            WITH closed AS (
                SELECT creator_id, quiz_id, players, correct
                FROM quiz_settlement
                WHERE creator_id = ? AND quiz_id = ? AND players > 0
            ), earned AS (
                SELECT creator_id AS user_id, NULL AS name, kind, times, times * worth AS points
                FROM closed
                CROSS JOIN LATERAL (VALUES ('creator_unique_player', players, 2), ('creator_correct_answer', correct, 1))
                    AS gain (kind, times, worth)
            ),
            """ + EARN;

    private final Database database;

    PointAward(Database database) {
        this.database = database;
    }

    @Override
    public String stage() {
        return "points";
    }

    @Override
    public void end(String creator, UUID quiz, List<String> players) {
        database.update(PLAYERS, creator, quiz, players.toArray(String[]::new));
    }

    @Override
    public void settled(String creator, UUID quiz) {
        database.update(CREATOR, creator, quiz);
    }
}

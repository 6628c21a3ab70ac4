package dev.trainyard.quiz.leaderboard;

import dev.trainyard.kit.database.Database;
import dev.trainyard.testkit.TestUser;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/** A quiz with players and answers, put into the tables as playing leaves them. */
final class PlayedQuiz {

    static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    private static final String CROWD = """
            WITH joined AS (
                INSERT INTO player (user_id, quiz_id, creator_id, name)
                SELECT 'player-' || n || '-' || ?, ?::uuid, ?, 'Player ' || n FROM generate_series(1, ?) n
                RETURNING user_id, quiz_id, creator_id
            ), given AS MATERIALIZED (
                SELECT joined.*, question, ?::timestamptz + random() * interval '10 minutes' AS answered_at,
                       (random() * 1000)::integer AS points
                FROM joined, generate_series(1, ?) question
            ), tried AS (
                INSERT INTO attempt (user_id, quiz_id, number, creator_id, points, correct, answered, first_correct_at,
                                     last_correct_at, last_answered_at)
                SELECT user_id, quiz_id, 1, creator_id, sum(points), count(*) FILTER (WHERE points > 0), count(*),
                       min(answered_at) FILTER (WHERE points > 0), max(answered_at) FILTER (WHERE points > 0),
                       max(answered_at)
                FROM given GROUP BY user_id, quiz_id, creator_id
            )
            INSERT INTO answer (user_id, quiz_id, attempt, question_id, given, is_correct, points, elapsed_ms,
                                answered_at)
            SELECT user_id, quiz_id, 1, gen_random_uuid(), '{"options": [1]}', points > 0, points, 1000, answered_at
            FROM given
            """;

    private final Database database;
    private final TestUser creator;
    private final UUID id;

    private PlayedQuiz(Database database, TestUser creator, UUID id) {
        this.database = database;
        this.creator = creator;
        this.id = id;
    }

    /** A running quiz that nobody plays yet. */
    static PlayedQuiz running(Database database, String ties) {
        TestUser creator = TestUser.fresh();
        UUID id = UUID.randomUUID();
        database.update(
                """
                INSERT INTO quiz (user_id, id, title, status, ties, attempts, opened_at, started_at, join_code)
                VALUES (?, ?, 'The planets', 'running', ?, 10, ?, ?, ?)
                """,
                creator.id(),
                id,
                ties,
                START,
                START,
                id.toString().substring(0, 6).toUpperCase(Locale.ROOT));
        return new PlayedQuiz(database, creator, id);
    }

    /** A running quiz that was made by its creator. */
    static PlayedQuiz of(Database database, TestUser creator, UUID id) {
        return new PlayedQuiz(database, creator, id);
    }

    TestUser creator() {
        return creator;
    }

    UUID id() {
        return id;
    }

    /** The path of its leaderboard. */
    String path() {
        return "/api/v1/quizzes/" + id + "/leaderboard";
    }

    /** Sets when players see its leaderboard; one that is always shown is of a quiz with one attempt. */
    PlayedQuiz shows(String when) {
        database.update(
                "UPDATE quiz SET shows_leaderboard = ?, attempts = 1 WHERE user_id = ? AND id = ?",
                when,
                creator.id(),
                id);
        return this;
    }

    void close() {
        database.update(
                "UPDATE quiz SET status = 'closed', closed_at = ?, join_code = NULL WHERE user_id = ? AND id = ?",
                START.plusSeconds(3_600),
                creator.id(),
                id);
    }

    /** Closes it, but leaves it to others to settle it. */
    void closeUnsettled() {
        close();
        settledAt(null);
    }

    void settle() {
        settledAt(START.plusSeconds(3_700));
    }

    private void settledAt(Instant moment) {
        database.update("UPDATE quiz SET settled_at = ? WHERE user_id = ? AND id = ?", moment, creator.id(), id);
    }

    /** A new player, who has answered nothing. */
    TestUser player(String name) {
        TestUser player = TestUser.fresh();
        join(player, name);
        return player;
    }

    void join(TestUser player, String name) {
        database.update(
                "INSERT INTO player (user_id, quiz_id, creator_id, name) VALUES (?, ?, ?, ?)",
                player.id(),
                id,
                creator.id(),
                name);
    }

    /** A new player with an attempt whose right answers are worth that much, one a second from the start on. */
    TestUser player(String name, int... points) {
        TestUser player = player(name);
        for (int i = 0; i < points.length; i++) {
            answers(player, 1, points[i], i + 1);
        }
        return player;
    }

    /** That many players, each of whom has answered so many questions. */
    PlayedQuiz crowd(int players, int questions) {
        database.update(CROWD, id.toString(), id, creator.id(), players, START, questions);
        return this;
    }

    /** Answers another question, wrongly for 0 points. */
    void answers(TestUser player, int attempt, int points, long secondsAfterStart) {
        database.update("""
                INSERT INTO attempt (user_id, quiz_id, number, creator_id, started_at) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """, player.id(), id, attempt, creator.id(), START);
        database.update("""
                WITH given AS (
                    INSERT INTO answer (user_id, quiz_id, attempt, question_id, given, is_correct, points, elapsed_ms,
                                        answered_at)
                    VALUES (?, ?, ?, gen_random_uuid(), '{"options": [1]}', ?, ?, 1000, ?)
                    RETURNING *
                )
                UPDATE attempt t
                SET points = t.points + given.points,
                    correct = t.correct + given.is_correct::integer,
                    answered = t.answered + 1,
                    first_correct_at = CASE WHEN is_correct THEN least(first_correct_at, answered_at)
                                            ELSE first_correct_at END,
                    last_correct_at = CASE WHEN is_correct THEN greatest(last_correct_at, answered_at)
                                           ELSE last_correct_at END,
                    last_answered_at = greatest(last_answered_at, answered_at)
                FROM given
                WHERE (t.user_id, t.quiz_id, t.number) = (given.user_id, given.quiz_id, given.attempt)
                """, player.id(), id, attempt, points > 0, points, START.plusSeconds(secondsAfterStart));
    }
}

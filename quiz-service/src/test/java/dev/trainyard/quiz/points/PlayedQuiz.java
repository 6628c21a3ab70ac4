package dev.trainyard.quiz.points;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.TestUser;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** A running quiz, whose answers come into the tables as if they had been played. */
final class PlayedQuiz {

    private static final String QUIZZES = "/api/v1/quizzes";
    private static final Instant START = Instant.parse("2026-11-01T18:00:00Z");

    private final EmbeddedDatabase database;
    private final TestUser creator;
    private final String id;
    private final List<UUID> questions;

    /** An answer, {@code ms} after the start of the quiz; questions and attempts are counted from 1. */
    record Given(TestUser player, int attempt, int question, boolean isCorrect, long ms) {

        static Given right(TestUser player, int question, long ms) {
            return new Given(player, 1, question, true, ms);
        }

        static Given wrong(TestUser player, int question, long ms) {
            return new Given(player, 1, question, false, ms);
        }
    }

    private PlayedQuiz(EmbeddedDatabase database, TestUser creator, String id, List<UUID> questions) {
        this.database = database;
        this.creator = creator;
        this.id = id;
        this.questions = questions;
    }

    static PlayedQuiz of(EmbeddedDatabase database, TestUser creator, int questions) {
        JsonObject question = new JsonObject()
                .put("kind", "text")
                .put("text", "Which one is red?")
                .put("acceptedTexts", JsonArray.of("Mars"));
        JsonObject draft = new JsonObject()
                .put("title", "The planets")
                .put("settings", new JsonObject().put("attempts", 10))
                .put("questions", new JsonArray(Collections.nCopies(questions, question)));
        JsonObject written =
                new JsonObject(creator.sends(draft.encode()).post(QUIZZES).asString());
        List<UUID> ids = written.getJsonArray("questions").stream()
                .map(each -> UUID.fromString(((JsonObject) each).getString("id")))
                .toList();
        PlayedQuiz quiz = new PlayedQuiz(database, creator, written.getString("id"), ids);
        quiz.becomes("open");
        quiz.becomes("start");
        return quiz;
    }

    String id() {
        return id;
    }

    PlayedQuiz joinedBy(TestUser player, String name) throws SQLException {
        run(
                "INSERT INTO player (user_id, quiz_id, creator_id, name) VALUES (?, ?::uuid, ?, ?)",
                player.id(),
                id,
                creator.id(),
                name);
        return this;
    }

    /** Players who have not joined do, under a name of no importance. */
    PlayedQuiz with(Given... answers) throws SQLException {
        return with(List.of(answers));
    }

    PlayedQuiz with(List<Given> answers) throws SQLException {
        try (Connection app = database.connectAs("quiz_app");
                var insert = app.prepareStatement("""
                        WITH given AS (
                            SELECT * FROM unnest(?::text[], ?::int[], ?::uuid[], ?::boolean[], ?::timestamptz[])
                                AS given (user_id, attempt, question_id, is_correct, answered_at)
                        ), quiz AS (SELECT ?::uuid AS quiz_id, ? AS creator_id
                        ), joined AS (
                            INSERT INTO player (user_id, quiz_id, creator_id, name)
                            SELECT DISTINCT user_id, quiz_id, creator_id, right(user_id, 36) FROM given CROSS JOIN quiz
                            ON CONFLICT (user_id, quiz_id) DO NOTHING
                        ), begun AS (
                            INSERT INTO attempt (user_id, quiz_id, number, creator_id)
                            SELECT DISTINCT user_id, quiz_id, attempt, creator_id FROM given CROSS JOIN quiz
                            ON CONFLICT (user_id, quiz_id, number) DO NOTHING
                        )
                        INSERT INTO answer (user_id, quiz_id, attempt, question_id, given, is_correct, points, elapsed_ms,
                                            answered_at)
                        SELECT user_id, quiz_id, attempt, question_id, '{}', is_correct, 0, 0, answered_at
                        FROM given CROSS JOIN quiz
                        """)) {
            insert.setArray(
                    1, array(app, "text", answers, given -> given.player().id()));
            insert.setArray(2, array(app, "int4", answers, Given::attempt));
            insert.setArray(3, array(app, "uuid", answers, given -> questions.get(given.question() - 1)));
            insert.setArray(4, array(app, "bool", answers, Given::isCorrect));
            insert.setArray(
                    5, array(app, "timestamptz", answers, given -> Timestamp.from(START.plusMillis(given.ms()))));
            insert.setString(6, id);
            insert.setString(7, creator.id());
            insert.executeUpdate();
        }
        return this;
    }

    void closes() {
        becomes("close");
    }

    /** With all that was played. */
    void isForgotten() throws SQLException {
        run("DELETE FROM quiz WHERE user_id = ? AND id = ?::uuid", creator.id(), id);
    }

    private static Array array(Connection connection, String type, List<Given> answers, Function<Given, Object> value)
            throws SQLException {
        return connection.createArrayOf(type, answers.stream().map(value).toArray());
    }

    private void becomes(String change) {
        Response changed = creator.request().post(QUIZZES + "/" + id + "/" + change);
        if (changed.statusCode() != 200) {
            throw new AssertionError(changed.asString());
        }
    }

    private void run(String sql, String... parameters) throws SQLException {
        try (Connection app = database.connectAs("quiz_app");
                var statement = app.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        }
    }
}

package dev.trainyard.quiz.play;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.TestUser;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** A quiz of a fresh creator, on its way from open to closed. */
final class PlayedQuiz {

    private final EmbeddedDatabase database;
    private final TestUser creator = TestUser.fresh();
    private final UUID id;
    private String code;

    private PlayedQuiz(EmbeddedDatabase database, List<JsonObject> questions) {
        this.database = database;
        JsonObject draft = new JsonObject().put("title", "The planets").put("questions", new JsonArray(questions));
        Response created = creator.sends(draft.encode()).post("/api/v1/quizzes");
        if (created.statusCode() != 201) {
            throw new AssertionError(created.asString());
        }
        this.id = UUID.fromString(created.path("id"));
    }

    /**
     * An open quiz.
     *
     * @param settings columns of table quiz, as in UPDATE; empty for the defaults
     */
    static PlayedQuiz open(EmbeddedDatabase database, String settings, JsonObject... questions) throws SQLException {
        PlayedQuiz quiz = new PlayedQuiz(database, List.of(questions));
        if (!settings.isEmpty()) {
            quiz.set(settings);
        }
        quiz.code = quiz.does("open").path("course.joinCode");
        return quiz;
    }

    static PlayedQuiz running(EmbeddedDatabase database, String settings, JsonObject... questions) throws SQLException {
        PlayedQuiz quiz = open(database, settings, questions);
        quiz.does("start");
        return quiz;
    }

    UUID id() {
        return id;
    }

    String code() {
        return code;
    }

    TestUser creator() {
        return creator;
    }

    /** Goes on: open, start, next or close. */
    Response does(String step) {
        Response done = creator.request().post("/api/v1/quizzes/" + id + "/" + step);
        if (done.statusCode() != 200) {
            throw new AssertionError(done.asString());
        }
        return done;
    }

    /** Changes columns of the quiz, as in UPDATE. */
    void set(String columns) throws SQLException {
        sql("UPDATE quiz.quiz SET " + columns + " WHERE id = '" + id + "'");
    }

    void sql(String change) throws SQLException {
        try (var admin = database.connectAsAdmin();
                var statement = admin.createStatement()) {
            statement.executeUpdate(change);
        }
    }

    /** The first column of the only row. */
    String value(String query) throws SQLException {
        try (var admin = database.connectAsAdmin();
                var statement = admin.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    /** The ids of the questions, as the creator has put them. */
    List<String> questions() {
        return creator.request().get("/api/v1/quizzes/" + id).jsonPath().getList("questions.id");
    }

    /** A fresh user who has joined. */
    Player player() {
        Player player = new Player(TestUser.fresh(), id);
        Response joined =
                player.joins(code, "Player " + UUID.randomUUID().toString().substring(0, 8));
        if (joined.statusCode() != 201) {
            throw new AssertionError(joined.asString());
        }
        return player;
    }

    /** A fresh user who has joined, and started an attempt. */
    Player startedPlayer() {
        Player player = player();
        Response started = player.starts();
        if (started.statusCode() != 201) {
            throw new AssertionError(started.asString());
        }
        return player;
    }
}

package dev.trainyard.quiz.announcement;

import dev.trainyard.quiz.authoring.Bodies;
import dev.trainyard.quiz.authoring.Creator;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.TestUser;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A quiz of a user's that is told of, made by HTTP; what its players did is put into the tables. */
record ToldQuiz(EmbeddedDatabase database, TestUser creator, String path) {

    static ToldQuiz draft(EmbeddedDatabase database, TestUser creator, String title) {
        String path = new Creator(creator).writes(Bodies.quiz(Bodies.text()).put("title", title));
        return new ToldQuiz(database, creator, path);
    }

    UUID id() {
        return UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
    }

    String announcements() {
        return path + "/announcements";
    }

    static String body(UUID channel, String chat, String... on) {
        return new JsonObject()
                .put("channelId", channel.toString())
                .put("chat", chat)
                .put("on", new JsonArray(List.of(on)))
                .encode();
    }

    ToldQuiz toldOf(UUID channel, String chat, String... on) {
        creator.sends(body(channel, chat, on)).put(announcements()).then().statusCode(200);
        return this;
    }

    Response does(String verb) {
        return creator.request().post(path + "/" + verb);
    }

    ToldQuiz after(String... verbs) {
        for (String verb : verbs) {
            does(verb).then().statusCode(200);
        }
        return this;
    }

    String joinCode() {
        return creator.request().get(path).path("course.joinCode");
    }

    /** Has somebody play who gets so many points for one answer. */
    void play(String name, int points) throws SQLException {
        String player = TestUser.fresh().id();
        try (var owner = database.connectAs("quiz_owner");
                var join = owner.prepareStatement(
                        "INSERT INTO player (user_id, quiz_id, creator_id, name) VALUES (?, ?, ?, ?)");
                var answer = owner.prepareStatement("""
                        INSERT INTO attempt (user_id, quiz_id, number, creator_id, points, correct, answered, last_answered_at)
                        VALUES (?, ?, 1, ?, ?, 1, 1, now())
                        """)) {
            join.setString(1, player);
            join.setObject(2, id());
            join.setString(3, creator.id());
            join.setString(4, name);
            join.executeUpdate();
            answer.setString(1, player);
            answer.setObject(2, id());
            answer.setString(3, creator.id());
            answer.setInt(4, points);
            answer.executeUpdate();
        }
    }

    /** What was put into the queue for the creator, in order. */
    List<JsonObject> messages() throws SQLException {
        try (var owner = database.connectAs("quiz_owner");
                var query = owner.prepareStatement("SELECT body FROM message WHERE user_id = ? ORDER BY id")) {
            query.setString(1, creator.id());
            List<JsonObject> bodies = new ArrayList<>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    bodies.add(new JsonObject(rows.getString(1)));
                }
            }
            return bodies;
        }
    }

    List<String> texts() throws SQLException {
        return messages().stream().map(body -> body.getString("text")).toList();
    }
}

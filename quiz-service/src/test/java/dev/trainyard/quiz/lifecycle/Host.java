package dev.trainyard.quiz.lifecycle;

import dev.trainyard.quiz.authoring.Bodies;
import dev.trainyard.quiz.authoring.Creator;
import dev.trainyard.testkit.TestUser;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** A fresh user who takes quizzes through their course. */
record Host(Creator creator) {

    static Host fresh() {
        return new Host(Creator.fresh());
    }

    static JsonObject paced(JsonObject... questions) {
        return Bodies.quiz(questions).put("settings", new JsonObject().put("pace", "host"));
    }

    /** The id of the quiz at this path. */
    static UUID idOf(String quiz) {
        return UUID.fromString(quiz.substring(quiz.lastIndexOf('/') + 1));
    }

    TestUser user() {
        return creator.user();
    }

    Response does(String verb, String quiz) {
        return user().request().post(quiz + "/" + verb);
    }

    /** The path of a quiz that was opened. */
    String opens(JsonObject quiz) {
        return after("open", creator.writes(quiz));
    }

    /** The path of a quiz that was started. */
    String starts(JsonObject quiz) {
        return after("start", opens(quiz));
    }

    /** The path of a quiz that was closed. */
    String closes(JsonObject quiz) {
        return after("close", starts(quiz));
    }

    /** The path of a quiz of this status, with one question. */
    String has(String status) {
        JsonObject quiz = paced(Bodies.text());
        return switch (status) {
            case "draft" -> creator.writes(quiz);
            case "open" -> opens(quiz);
            case "running" -> starts(quiz);
            case "closed" -> closes(quiz);
            default -> throw new AssertionError(status);
        };
    }

    private String after(String verb, String quiz) {
        Response answer = does(verb, quiz);
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.asString());
        }
        return quiz;
    }
}

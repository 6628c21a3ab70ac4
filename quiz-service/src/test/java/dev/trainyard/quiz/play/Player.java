package dev.trainyard.quiz.play;

import dev.trainyard.testkit.TestUser;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;

/** Somebody who plays a quiz. */
record Player(TestUser user, UUID quiz) {

    Response joins(String code, String name) {
        return user.sends(new JsonObject().put("code", code).put("name", name).encode())
                .urlEncodingEnabled(false)
                .post("/api/v1/quizzes:join");
    }

    Response looks() {
        return user.request().get(path("/play"));
    }

    Response starts() {
        return user.request().post(path("/attempts"));
    }

    Response questions() {
        return user.request().get(path("/attempts/1/questions"));
    }

    /** Shows the question after the given one, null for the first. */
    Response next(String after) {
        return user.sends(new JsonObject().put("after", after).encode()).post(path("/attempts/1/questions/next"));
    }

    Response finishes() {
        return user.request().post(path("/attempts/1/finish"));
    }

    JsonPath result() {
        return user.request().get(path("/attempts/1")).jsonPath();
    }

    Response answers(JsonObject... answers) {
        return answers(List.of(answers));
    }

    Response answers(List<JsonObject> answers) {
        return sends(new JsonObject().put("answers", new JsonArray(answers)));
    }

    Response sends(JsonObject batch) {
        return user.sends(batch.encode()).post(path("/answers"));
    }

    String path(String suffix) {
        return "/api/v1/quizzes/" + quiz + suffix;
    }
}

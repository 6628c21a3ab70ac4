package dev.trainyard.quiz.authoring;

import dev.trainyard.testkit.TestUser;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** A fresh user who writes quizzes. */
public record Creator(TestUser user) {

    public static final String QUIZZES = "/api/v1/quizzes";

    public static Creator fresh() {
        return new Creator(TestUser.fresh());
    }

    /** The statuses of sixteen requests that are sent at the same moment, in the order of their numbers. */
    public static List<Integer> sixteenAtOnce(IntFunction<Response> request) throws Exception {
        List<Callable<Integer>> requests = IntStream.range(0, 16)
                .<Callable<Integer>>mapToObj(i -> () -> request.apply(i).statusCode())
                .toList();
        List<Integer> statuses = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var status : threads.invokeAll(requests)) {
                statuses.add(status.get());
            }
        }
        return statuses;
    }

    /** The path of a new quiz. */
    public String writes(JsonObject quiz) {
        Response created = user.sends(quiz.encode()).post(QUIZZES);
        if (created.statusCode() != 201) {
            throw new AssertionError(created.asString());
        }
        return QUIZZES + "/" + created.path("id");
    }

    public Response posts(String path, JsonObject body) {
        return user.sends(body.encode()).post(path);
    }

    public Response puts(String path, String ifMatch, JsonObject body) {
        return user.sends(body.encode()).header("If-Match", ifMatch).put(path);
    }

    public JsonObject reads(String path) {
        return new JsonObject(user.request().get(path).asString());
    }

    public List<JsonObject> questionsOf(String quiz) {
        JsonArray questions = reads(quiz).getJsonArray("questions");
        return IntStream.range(0, questions.size())
                .mapToObj(questions::getJsonObject)
                .toList();
    }

    /** The paths of the questions of a quiz, in order. */
    public List<String> questionPathsOf(String quiz) {
        return questionsOf(quiz).stream()
                .map(question -> quiz + "/questions/" + UUID.fromString(question.getString("id")))
                .toList();
    }
}

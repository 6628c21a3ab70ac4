package dev.trainyard.deployment.workflow;

import dev.trainyard.testkit.TestUser;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** What the tests of workflows say again and again. */
final class Workflows {

    static final String PATH = "/api/v1/workflows";

    private Workflows() {}

    static JsonObject definition() {
        JsonObject document = new JsonObject()
                .put("dsl", "1.0.0")
                .put("namespace", "coach")
                .put("name", "greet")
                .put("version", "1.0.0");
        JsonObject task = new JsonObject().put("set", new JsonObject().put("greeting", "Servus, Zoë 🌬"));
        return new JsonObject()
                .put("document", document)
                .put("do", new JsonArray().add(new JsonObject().put("greet", task)));
    }

    static JsonObject draft(String name) {
        return new JsonObject().put("name", name).put("definition", definition());
    }

    static JsonObject nameless() {
        return new JsonObject().put("definition", definition());
    }

    static Response post(TestUser user, JsonObject draft) {
        return user.sends(draft.encode()).post(PATH);
    }

    /** The path of a new workflow. */
    static String created(TestUser user, String name) {
        return PATH + "/" + post(user, draft(name)).path("id");
    }

    static <T> List<T> atOnce(int times, IntFunction<T> act) throws InterruptedException {
        List<Callable<T>> acts = IntStream.range(0, times)
                .<Callable<T>>mapToObj(number -> () -> act.apply(number))
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(acts).stream().map(Future::resultNow).toList();
        }
    }
}

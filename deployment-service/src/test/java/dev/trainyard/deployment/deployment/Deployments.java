package dev.trainyard.deployment.deployment;

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

/** What the tests of deployments say again and again. */
final class Deployments {

    static final String PATH = "/api/v1/deployments";

    private Deployments() {}

    /** A definition that says {@code greeting}. */
    static JsonObject definition(String greeting) {
        JsonObject document = new JsonObject()
                .put("dsl", "1.0.0")
                .put("namespace", "coach")
                .put("name", "greet")
                .put("version", "1.0.0");
        JsonObject task = new JsonObject().put("set", new JsonObject().put("greeting", greeting));
        return new JsonObject()
                .put("document", document)
                .put("do", new JsonArray().add(new JsonObject().put("greet", task)));
    }

    /** The id of a new workflow. */
    static String workflow(TestUser user, String name) {
        return user.sends(new JsonObject()
                        .put("name", name)
                        .put("definition", definition("Hello"))
                        .encode())
                .post("/api/v1/workflows")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** Makes a workflow say something else. */
    static void edit(TestUser user, String workflow, String greeting) {
        String path = "/api/v1/workflows/" + workflow;
        user.sends(new JsonObject().put("definition", definition(greeting)).encode())
                .header("If-Match", "*")
                .put(path)
                .then()
                .statusCode(200);
    }

    static JsonObject draft(String workflow, String name) {
        return new JsonObject().put("workflowId", workflow).put("name", name);
    }

    static Response post(TestUser user, JsonObject draft) {
        return user.sends(draft.encode()).post(PATH);
    }

    /** The path of a new deployment. */
    static String created(TestUser user, String workflow, String name) {
        return PATH + "/"
                + post(user, draft(workflow, name))
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id");
    }

    /** The path of a new deployment of a workflow of its own. */
    static String created(TestUser user) {
        return created(user, workflow(user, "Greeting"), "Greeting");
    }

    /** Deploys the workflow as it is now. */
    static Response deploy(TestUser user, String deployment, JsonObject draft) {
        return user.sends(draft.encode()).post(deployment + "/versions");
    }

    /** A deployment with so many versions, of which the first is active. */
    static String withVersions(TestUser user, int versions) {
        String workflow = workflow(user, "Greeting");
        String deployment = created(user, workflow, "Greeting");
        for (int version = 2; version <= versions; version++) {
            edit(user, workflow, "Hello " + version);
            deploy(user, deployment, new JsonObject()).then().statusCode(201);
        }
        return deployment;
    }

    static Response promote(TestUser user, String deployment, int version, int expectedVersion) {
        JsonObject draft = new JsonObject().put("version", version).put("expectedVersion", expectedVersion);
        return user.sends(draft.encode()).post(deployment + "/promote");
    }

    static String idOf(String deployment) {
        return deployment.substring(deployment.lastIndexOf('/') + 1);
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

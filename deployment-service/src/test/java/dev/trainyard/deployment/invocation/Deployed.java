package dev.trainyard.deployment.invocation;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.TestUser;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** A deployment of a user, and what tests do with it again and again. */
final class Deployed {

    /** What its workflow is asked for. */
    static final String NOTHING = "{}";

    static final String FAILURE = "{\"fault\":true}";
    static final String LONG = "{\"waitMillis\":60000}";

    private final EmbeddedDatabase database;
    private final TestUser user;
    private final UUID id;

    private Deployed(EmbeddedDatabase database, TestUser user, UUID id) {
        this.database = database;
        this.user = user;
        this.id = id;
    }

    /** A deployment with two versions, of which the second is live. */
    static Deployed by(TestUser user, EmbeddedDatabase database) {
        String workflow = created(user, "/api/v1/workflows", definition(1, "{}"));
        return twice(user, database, workflow, definition(2, "{}"));
    }

    /** A deployment whose workflow takes what its schema allows. */
    static Deployed with(String inputSchema, TestUser user, EmbeddedDatabase database) {
        String input = "{\"schema\": {\"document\": " + inputSchema + "}}";
        String workflow = created(user, "/api/v1/workflows", definition(1, input));
        return twice(user, database, workflow, definition(2, input));
    }

    private static Deployed twice(TestUser user, EmbeddedDatabase database, String workflow, String second) {
        String id = created(user, "/api/v1/deployments", "{\"workflowId\":\"" + workflow + "\"}");
        user.sends(second)
                .header("If-Match", "*")
                .put("/api/v1/workflows/" + workflow)
                .then()
                .statusCode(200);
        user.sends("{\"promote\":true}")
                .post("/api/v1/deployments/" + id + "/versions")
                .then()
                .statusCode(201);
        return new Deployed(database, user, UUID.fromString(id));
    }

    private static String created(TestUser user, String path, String body) {
        return user.sends(body).post(path).then().statusCode(201).extract().path("id");
    }

    /** A workflow that does what its input says, and gives it back. */
    private static String definition(int version, String input) {
        return """
                {"definition": {
                   "document": {"dsl": "1.0.0", "namespace": "test", "name": "scripted", "version": "%d.0.0"},
                   "input": %s,
                   "do": [
                     {"hold": {"if": "${ type == \\"object\\" and .waitMillis != null }",
                               "wait": "${ {milliseconds: .waitMillis} }"}},
                     {"which": {"switch": [
                       {"fails": {"when": "${ type == \\"object\\" and .fault == true }", "then": "fail"}},
                       {"otherwise": {"then": "end"}}]}},
                     {"fail": {"raise": {"error": {
                       "type": "https://serverlessworkflow.io/spec/1.0.0/errors/runtime", "status": 500,
                       "title": "As it was asked to"}}}}]}}
                """.formatted(version, input);
    }

    UUID id() {
        return id;
    }

    /** Changes settings of the deployment. */
    Deployed with(String settings) {
        user.sends("{\"settings\":" + settings + "}")
                .header("If-Match", "*")
                .patch("/api/v1/deployments/" + id)
                .then()
                .statusCode(200);
        return this;
    }

    void pause() {
        user.request().post("/api/v1/deployments/" + id + "/pause").then().statusCode(200);
    }

    void resume() {
        user.request().post("/api/v1/deployments/" + id + "/resume").then().statusCode(200);
    }

    String path() {
        return "/api/v1/deployments/" + id + "/invoke";
    }

    RequestSpecification sends(String input) {
        return user.sends("{\"input\":" + input + "}");
    }

    Response invoke(String input) {
        return sends(input).post(path());
    }

    Response invokeAsync(String input) {
        return sends(input).header("Prefer", "respond-async").post(path());
    }

    /** Begins a run and does not wait for it; where it is, whether it has ended by now or not. */
    String begun(String input) {
        return "/api/v1/invocations/" + invokeAsync(input).<String>path("id");
    }

    /** Until one of its runs goes on. */
    void awaitStart() throws SQLException {
        long untilNanos = System.nanoTime() + 20_000_000_000L;
        while (runs() == 0 && System.nanoTime() < untilNanos) {
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** Until none of its runs goes on. */
    void awaitEnd() throws SQLException {
        long untilNanos = System.nanoTime() + 20_000_000_000L;
        while (going() > 0 && System.nanoTime() < untilNanos) {
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** What another replica does when it ends a run: this one hears nothing of it. */
    void endElsewhere(UUID run) throws SQLException {
        execute("""
                WITH gone AS (DELETE FROM run WHERE user_id = ? AND id = ? RETURNING *)
                INSERT INTO deployment_log (user_id, id, deployment_id, version, trigger, status, latency_ms, response,
                    steps, accepted_at, started_at, finished_at)
                SELECT user_id, id, deployment_id, version, trigger, 'completed', 0, '{}', 0, accepted_at, now(), now()
                FROM gone
                """, user.id(), run);
    }

    long count(String sql) throws SQLException {
        try (Connection connection = database.connectAs("deployment_owner");
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, user.id());
            statement.setObject(2, id);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** How many of its runs have ended or go on. */
    long runs() throws SQLException {
        return going() + count("SELECT count(*) FROM deployment_log WHERE user_id = ? AND deployment_id = ?");
    }

    long going() throws SQLException {
        return count("SELECT count(*) FROM run WHERE user_id = ? AND deployment_id = ?");
    }

    long queued() throws SQLException {
        return count("SELECT count(*) FROM run WHERE user_id = ? AND deployment_id = ? AND status = 'queued'");
    }

    void execute(String sql, Object... parameters) throws SQLException {
        try (Connection connection = database.connectAs("deployment_owner");
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        }
    }

    /** What each of so many, at the same moment, was answered. */
    static <T> List<T> atOnce(int times, IntFunction<T> act) throws InterruptedException {
        List<Callable<T>> acts = IntStream.range(0, times)
                .<Callable<T>>mapToObj(number -> () -> act.apply(number))
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(acts).stream().map(Future::resultNow).toList();
        }
    }

    static JsonObject json(Response response) {
        return new JsonObject(response.asString());
    }
}

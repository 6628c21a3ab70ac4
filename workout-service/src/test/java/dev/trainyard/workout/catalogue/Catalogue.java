package dev.trainyard.workout.catalogue;

import dev.trainyard.testkit.TestUser;
import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;

/** What the tests have an administrator do. Names are made so that no other test knows them. */
public final class Catalogue {

    public static final TestUser ADMIN = TestUser.fresh("admin");

    private Catalogue() {}

    /** A name that nothing has, nor anything similar. */
    public static String freshName() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    /** Adds an exercise; its id. */
    public static String add(String name, String... aliases) {
        return post(name, aliases).then().statusCode(201).extract().path("id");
    }

    public static Response post(String name, String... aliases) {
        return ADMIN.sends(draft(name, aliases)).post("/api/v1/exercises/catalogue");
    }

    public static String draft(String name, String... aliases) {
        String quoted = String.join(
                ",", List.of(aliases).stream().map(alias -> "\"" + alias + "\"").toList());
        return "{\"name\":\"%s\",\"category\":\"strength\",\"primaryMuscles\":[\"chest\"],\"aliases\":[%s]}"
                .formatted(name, quoted);
    }

    /** Replaces an exercise at the version that it has. */
    public static Response replace(String id, String name, String... aliases) {
        String tag = ADMIN.request().get("/api/v1/exercises/catalogue/" + id).header("ETag");
        return ADMIN.sends(draft(name, aliases)).header("If-Match", tag).put("/api/v1/exercises/catalogue/" + id);
    }

    public static Response merge(String id, String into) {
        return ADMIN.sends("{\"into\":\"" + into + "\"}").post("/api/v1/exercises/catalogue/" + id + "/merge");
    }

    public static Response separate(String id) {
        return ADMIN.request().delete("/api/v1/exercises/catalogue/" + id + "/merge");
    }
}

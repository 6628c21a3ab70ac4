package dev.trainyard.workout;

import dev.trainyard.testkit.TestUser;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;

/** What the tests of this service have their users do. */
public final class Training {

    private Training() {}

    /** Starts a workout; its path. */
    public static String start(TestUser user) {
        return user.sends("{}")
                .post("/api/v1/workouts")
                .then()
                .statusCode(201)
                .extract()
                .header("Location");
    }

    public static void finish(TestUser user, String workout) {
        user.sends("{}").post(workout + "/finish").then().statusCode(200);
    }

    /** Logs a working set in kilograms. */
    public static Response add(TestUser user, String workout, String exercise, String weight, int reps) {
        return add(user, workout, exercise, weight, reps, "");
    }

    /** Logs a set with further fields, each with a comma before it. */
    public static Response add(
            TestUser user, String workout, String exercise, String weight, int reps, String furtherFields) {
        return user.sends("{\"exercise\":\"%s\",\"weight\":%s,\"unit\":\"kg\",\"reps\":%d%s}"
                        .formatted(exercise, weight, reps, furtherFields))
                .post(workout + "/sets");
    }

    /** The user's records as {@code kind@weight=value}, the weight for repetitions at a weight only, sorted. */
    public static List<String> records(TestUser user, String exercise) {
        List<Map<String, Object>> items = user.request()
                .queryParam("exercise", exercise)
                .queryParam("limit", 200)
                .get("/api/v1/records")
                .jsonPath()
                .getList("items");
        return items.stream()
                .map(item -> item.get("kind")
                        + (item.get("kind").equals("reps_at_weight") ? "@" + item.get("weight") : "")
                        + "=" + item.get("value"))
                .sorted()
                .toList();
    }
}

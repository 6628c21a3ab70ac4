package dev.trainyard.training.activity;

import dev.trainyard.testkit.TestUser;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the tests of activities say again and again. */
final class Activities {

    static final String PATH = "/api/v1/activities";

    private Activities() {}

    /** The least that an activity is. */
    static JsonObject run() {
        return new JsonObject()
                .put("type", "run")
                .put("startedAt", "2026-03-28T07:30:00Z")
                .put("durationSeconds", 3_600);
    }

    static Response post(TestUser user, JsonObject draft) {
        return user.sends(draft.encode()).post(PATH);
    }

    /** The path of a new activity. */
    static String recorded(TestUser user, JsonObject draft) {
        return PATH + "/" + post(user, draft).path("id");
    }

    /** The items of all pages of a list together. */
    static List<Map<String, Object>> allPages(TestUser user, int limit, Map<String, ?> query) {
        List<Map<String, Object>> items = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            var page = user.request()
                    .queryParams(query)
                    .queryParam("limit", limit)
                    .queryParam("cursor", cursor)
                    .get(PATH)
                    .jsonPath();
            items.addAll(page.getList("items"));
            cursor = page.getString("next");
        }
        return items;
    }
}

package dev.trainyard.training.webhook;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/** What a provider does, as Strava does it. */
final class Hooks {

    static final String STRAVA = "/api/v1/activities/webhooks/strava/0198c0de-0000-4000-8000-000000000000";
    static final String SIGNING = "/api/v1/activities/webhooks/signing/0198c0de-0000-4000-8000-000000000001";

    private static final long SUBSCRIPTION = 120475;

    private Hooks() {}

    /** An id that no other test knows. */
    static long freshId() {
        return ThreadLocalRandom.current().nextLong(1_000_000_000L, 1_000_000_000_000_000L);
    }

    static String activity(String aspect, long object, long owner) {
        return event("activity", aspect, object, owner, Instant.now().getEpochSecond(), "{}");
    }

    static String deauthorization(long owner, Instant at) {
        return event("athlete", "update", owner, owner, at.getEpochSecond(), "{\"authorized\": \"false\"}");
    }

    static String event(String type, String aspect, long object, long owner, long time, String updates) {
        return """
                {"object_type": "%s", "object_id": %d, "aspect_type": "%s", "owner_id": %d, "subscription_id": %d,
                 "event_time": %d, "updates": %s}
                """.formatted(type, object, aspect, owner, SUBSCRIPTION, time, updates);
    }

    static Response send(String body) {
        return given().contentType("application/json").body(body).post(STRAVA);
    }
}

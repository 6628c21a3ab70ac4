package dev.trainyard.training.webhook;

import static dev.trainyard.training.webhook.Hooks.activity;
import static dev.trainyard.training.webhook.Hooks.deauthorization;
import static dev.trainyard.training.webhook.Hooks.event;
import static dev.trainyard.training.webhook.Hooks.freshId;
import static dev.trainyard.training.webhook.Hooks.send;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.kit.database.Database;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import dev.trainyard.training.JobsRun;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(JobsRun.class)
class WebhookProcessingTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    /** A feature that wants to know of withdrawn permissions, and is broken for some. */
    @Singleton
    static class Observer {

        final Queue<ProviderDeauthorized> seen = new ConcurrentLinkedQueue<>();
        final Set<String> brokenFor = ConcurrentHashMap.newKeySet();
        final Set<String> quietlyBrokenFor = ConcurrentHashMap.newKeySet();

        void deauthorized(@Observes ProviderDeauthorized event) {
            if (brokenFor.contains(event.user())) {
                throw new IllegalStateException("broken, as the test wants it");
            }
            if (quietlyBrokenFor.contains(event.user())) {
                QuarkusTransaction.setRollbackOnly();
            }
            seen.add(event);
        }
    }

    @Inject
    Database database;

    @Inject
    Observer observer;

    @InjectDatabase
    EmbeddedDatabase postgres;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    private final TestUser ada = TestUser.fresh();
    private final TestUser admin = TestUser.fresh("admin");
    private final long owner = freshId();
    private final long object = freshId();

    @Test
    void newAndChangedActivitiesAreWantedOnce() {
        link(ada, owner);
        long now = Instant.now().getEpochSecond();

        send(event("activity", "create", object, owner, now, "{}"));
        send(event("activity", "update", object, owner, now + 5, "{\"title\": \"Messy\"}"));
        awaitSettled(object, 2);

        assertEquals(List.of(Instant.ofEpochSecond(now + 5)), wanted(ada));
        assertEquals(List.of("processed", "processed"), states(object));
    }

    @Test
    void deletedActivityIsRemovedFromItsUserAlone() {
        TestUser grace = TestUser.fresh();
        link(ada, owner);
        String hers = record(ada, "strava:" + object);
        String other = record(ada, "strava:" + freshId());
        String foreign = record(grace, "strava:" + object);
        send(activity("create", object, owner));

        send(activity("delete", object, owner));
        awaitSettled(object, 2);

        ada.request().get(hers).then().statusCode(404);
        ada.request().get(other).then().statusCode(200);
        grace.request().get(foreign).then().statusCode(200);
        assertEquals(List.of(), wanted(ada));
    }

    @Test
    void newsAfterADeletionAreOld() {
        link(ada, owner);
        long now = Instant.now().getEpochSecond();
        send(event("activity", "delete", object, owner, now, "{}"));
        awaitSettled(object, 1);

        send(event("activity", "update", object, owner, now - 5, "{}"));
        awaitSettled(object, 2);

        assertEquals(List.of(), wanted(ada));
        assertEquals(List.of("ignored", "ignored"), states(object));
    }

    @Test
    void ownerOfSeveralUsersIsEachOfThem() {
        TestUser grace = TestUser.fresh();
        link(ada, owner);
        link(grace, owner);

        send(activity("create", object, owner));
        awaitSettled(object, 1);

        assertEquals(1, wanted(ada).size());
        assertEquals(1, wanted(grace).size());
    }

    @Test
    void withdrawnPermissionIsNotedAndTold() {
        link(ada, owner);
        send(activity("create", object, owner));
        awaitSettled(object, 1);
        Instant at = Instant.ofEpochSecond(Instant.now().getEpochSecond());

        send(deauthorization(owner, at));
        awaitSettled(owner, 1);

        ada.request().get("/api/v1/activities/accounts/strava").then().body("deauthorizedAt", equalTo(at.toString()));
        assertTrue(observer.seen.contains(new ProviderDeauthorized(ada.id(), "strava", at)));
        assertEquals(List.of(), wanted(ada));
        send(activity("update", object, owner));
        awaitSettled(object, 2);
        assertEquals(List.of(), wanted(ada));
    }

    @Test
    void withdrawalFromBeforeALinkIsOld() {
        link(ada, owner);

        send(deauthorization(owner, Instant.now().minusSeconds(3600)));
        awaitSettled(owner, 1);

        ada.request().get("/api/v1/activities/accounts/strava").then().body("deauthorizedAt", nullValue());
        assertEquals(List.of("ignored"), states(owner));
    }

    @Test
    void eventsAboutNobodyAndOfOtherKindsAreIgnored() {
        send(activity("create", object, owner));
        send(event("athlete", "update", owner, owner, Instant.now().getEpochSecond(), "{\"authorized\": \"true\"}"));
        send(event("gear", "create", owner, owner, Instant.now().getEpochSecond(), "{}"));
        awaitSettled(object, 1);
        awaitSettled(owner, 2);

        assertEquals(List.of("ignored"), states(object));
        assertEquals(List.of("ignored", "ignored"), states(owner));
    }

    @Test
    void eventsAreAnsweredWhileProcessingIsBlocked() throws Exception {
        link(ada, owner);
        record(ada, "strava:" + object);
        String deletion = activity("delete", object, owner);
        try (Connection blocker = postgres.connectAs("training_app");
                var statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("SELECT FROM activity WHERE user_id = '%s' FOR UPDATE".formatted(ada.id()));
            send(deletion).then().statusCode(200);
            await().atMost(SOON).until(this::someoneWaits);

            long later = freshId();
            send(activity("create", later, owner)).then().statusCode(200).body("duplicate", equalTo(false));
            send(deletion).then().statusCode(200).body("duplicate", equalTo(true));

            assertEquals(List.of("queued"), states(object));
            assertEquals(List.of("queued"), states(later));
            blocker.rollback();
            awaitSettled(later, 1);
        }
        awaitSettled(object, 1);
        assertEquals(List.of("processed"), states(object));
    }

    @Test
    void eventThatFailsIsTriedAgainThenPutAsideAndCanBeRevived() {
        link(ada, owner);
        observer.brokenFor.add(ada.id());
        long now = Instant.now().getEpochSecond();

        send(deauthorization(owner, Instant.ofEpochSecond(now)));
        await().atMost(SOON).until(() -> states(owner).equals(List.of("dead")));

        ada.request().get("/api/v1/activities/accounts/strava").then().body("deauthorizedAt", nullValue());
        String mine = "items.find { it.ownerId == '" + owner + "' }.";
        String id = admin.request()
                .get(at("?state=dead&limit=200"))
                .then()
                .statusCode(200)
                .body("items.state", everyItem(equalTo("dead")))
                .body(mine + "attempts", equalTo(2))
                .body(mine + "reason", equalTo("IllegalStateException"))
                .body(mine + "settledAt", notNullValue())
                .extract()
                .path(mine + "id");
        observer.brokenFor.remove(ada.id());
        admin.request()
                .post(at("/" + id + "/retry"))
                .then()
                .statusCode(200)
                .body("state", equalTo("queued"))
                .body("attempts", equalTo(0));
        awaitSettled(owner, 1);
        assertEquals(List.of("processed"), states(owner));
        admin.request().post(at("/" + id + "/retry")).then().statusCode(404);
    }

    @Test
    void eventThatFailsWithoutAWordIsPutAsideToo() {
        link(ada, owner);
        observer.quietlyBrokenFor.add(ada.id());

        send(deauthorization(owner, Instant.now()));

        await().atMost(SOON).until(() -> states(owner).equals(List.of("dead")));
    }

    @Test
    void eventThatFailsHoldsNoOtherUp() {
        link(ada, owner);
        observer.brokenFor.add(ada.id());
        send(deauthorization(owner, Instant.now()));

        long other = freshId();
        send(activity("create", other, owner));

        awaitSettled(other, 1);
    }

    @Test
    void listIsPagedNewestFirst() {
        send(activity("create", object, owner));
        long later = freshId();
        send(activity("create", later, owner));

        String next = admin.request()
                .get(at("?limit=1"))
                .then()
                .statusCode(200)
                .body("items.size()", lessThanOrEqualTo(1))
                .extract()
                .path("next");
        admin.request().get(at("?limit=200")).then().body("items.objectId", hasItem(Long.toString(later)));
        admin.request()
                .get(at("?limit=1&cursor=" + next))
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(1));
        admin.request().get(at("?state=alive")).then().statusCode(400);
        admin.request().get(at("?limit=0")).then().statusCode(400);
        admin.request().get(at("?cursor=x")).then().statusCode(400);
    }

    @Test
    void whoIsNoAdminSeesNothing() {
        given().get(at("")).then().statusCode(401);
        ada.request().get(at("")).then().statusCode(403);
        ada.request()
                .post(at("/0198c0de-0000-7000-8000-000000000000/retry"))
                .then()
                .statusCode(403);
        admin.request().post(at("/nothing/retry")).then().statusCode(404);
    }

    @Test
    void settledEventsAreForgottenInTime() {
        send(activity("create", object, owner));
        long kept = freshId();
        send(activity("create", kept, owner));
        awaitSettled(object, 1);
        database.update(
                "UPDATE webhook_event SET settled_at = now() - interval '31 days' WHERE object_id = ?",
                Long.toString(object));

        await().atMost(SOON).until(() -> {
            admin.request().post(management.resolve("/monitoring/jobs/webhook-event-retention/run"));
            return states(object).isEmpty();
        });
        assertEquals(1, states(kept).size());
    }

    @Test
    void jobsAreThere() {
        admin.request()
                .get(management.resolve("/monitoring/jobs"))
                .then()
                .body("items.name", hasItem("webhook-events"))
                .body("items.name", hasItem("webhook-event-retention"))
                .body("items.name", not(hasItem("none")));
    }

    private static void link(TestUser user, long owner) {
        user.sends("{\"ownerId\": \"" + owner + "\"}")
                .put("/api/v1/activities/accounts/strava")
                .then()
                .statusCode(200);
    }

    private static String record(TestUser user, String externalId) {
        return user.sends("""
                        {"type": "run", "startedAt": "2026-03-29T06:00:00Z", "durationSeconds": 1800, "externalId": "%s"}
                        """.formatted(externalId))
                .post("/api/v1/activities")
                .then()
                .statusCode(201)
                .extract()
                .header("Location");
    }

    private void awaitSettled(long object, int events) {
        await().atMost(SOON).until(() -> {
            List<String> states = states(object);
            return states.size() == events && !states.contains("queued");
        });
    }

    private List<String> states(long object) {
        return database.list(
                "SELECT state FROM webhook_event WHERE object_id = ? ORDER BY id",
                row -> row.getString(1),
                Long.toString(object));
    }

    private List<Instant> wanted(TestUser user) {
        return database.list(
                "SELECT event_time FROM activity_fetch WHERE user_id = ?",
                row -> row.getTimestamp(1).toInstant(),
                user.id());
    }

    private boolean someoneWaits() {
        return database.one("""
                        SELECT count(*) FROM pg_stat_activity
                        WHERE application_name = 'training-service' AND wait_event_type = 'Lock'
                        """, row -> row.getLong(1) > 0).orElseThrow();
    }

    private URI at(String path) {
        return URI.create(management.resolve("/monitoring/webhooks") + path);
    }
}

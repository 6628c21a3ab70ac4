package dev.trainyard.gateway.route;

import static dev.trainyard.gateway.stub.GatewayUnderTest.TRAINING;
import static dev.trainyard.gateway.stub.GatewayUnderTest.WORKOUT;
import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.gateway.stub.RawClient;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AnonymousTest {

    private static final String PROVIDER_HOOK =
            "/api/v1/activities/webhooks/strava/0198c0de-0000-4000-8000-000000000000";
    private static final String HOOK = "/api/v1/recovery/webhooks/0198c0de-0000-4000-8000-000000000000";

    @TestHTTPResource
    URI gateway;

    @Test
    void webhookPassesWithoutAToken() {
        int before = WORKOUT.received(HOOK).size();
        given().header("X-WHOOP-Signature", "c2lnbmVk")
                .header("X-WHOOP-Signature-Timestamp", "1774764000000")
                .body("{\"type\":\"recovery.updated\"}")
                .post(HOOK)
                .then()
                .statusCode(200);

        assertEquals(before + 1, WORKOUT.received(HOOK).size());
    }

    @Test
    void webhookWithAQueryPassesAsWell() {
        given().queryParam("from", "band").body("{}").post(HOOK).then().statusCode(200);
    }

    @Test
    void webhookOfAProviderPassesWithoutAToken() {
        int before = TRAINING.received(PROVIDER_HOOK).size();
        given().body("{\"object_type\":\"activity\"}")
                .post(PROVIDER_HOOK)
                .then()
                .statusCode(200);

        assertEquals(before + 1, TRAINING.received(PROVIDER_HOOK).size());
    }

    @Test
    void providerMayAskWhetherItIsWelcome() {
        given().queryParam("hub.mode", "subscribe")
                .queryParam("hub.challenge", "15f7d1a91c1f40f8a748fd134752feb3")
                .get(PROVIDER_HOOK)
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @EnumSource(
            value = Method.class,
            names = {"HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"})
    void otherMethodsOfAProvidersWebhookNeedAToken(Method method) {
        int before = TRAINING.received().size();
        given().request(method, PROVIDER_HOOK).then().statusCode(401);

        assertEquals(before, TRAINING.received().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // beside it
                "/api/v1/activities",
                "/api/v1/activities/1",
                "/api/v1/activities/webhooks",
                "/api/v1/activities/webhooks/",
                "/api/v1/activities/webhooks/strava",
                "/api/v1/activities/webhooks/strava/",
                "/api/v1/activities/webhooks/strava/1/",
                "/api/v1/activities/webhooks/strava/1/2",
                "/api/v1/activities/accounts/strava",
                "/api/v1/activities/webhook/strava/1",
                "/api/v1/athlete/webhooks/strava/1",
                // in other letters
                "/api/v1/activities/Webhooks/strava/1",
                "/api/v1/activities/%77ebhooks/strava/1",
                "/api/v1/activities/webhooks/str%61va/1",
                "/api/v1/activities/webhooks/strava/%31",
                "/api/v1/activities/webhooks/*/1",
                "/api/v1/activities/webhooks/strava/*",
                "/api/v1/activities/webhooks/a:b/1",
                "/api/v1/activities/webhooks/strava/1;a=b",
                // up and out again
                "/api/v1/activities/webhooks/../1",
                "/api/v1/activities/webhooks/../../1",
                "/api/v1/activities/webhooks/strava/..",
                "/api/v1/activities/webhooks/./1",
                "/api/v1/activities/webhooks//1",
                "/api/v1/activities/webhooks/%2e%2e/1",
                "/api/v1/activities/webhooks/strava%2f1",
                "/api/v1/activities/webhooks/strava/1%2f..%2f..",
            })
    void nothingBesideAProvidersWebhookIsReachedWithoutAToken(String target) throws Exception {
        int before = TRAINING.received().size();
        for (String method : new String[] {"GET", "POST"}) {
            try (RawClient client = new RawClient(gateway.getPort())) {
                String answer = client.send(
                                RawClient.request(method + " " + target, "Content-Length: 2", "Connection: close")
                                        + "{}")
                        .readAll();

                assertTrue(answer.matches("(?s)HTTP/1\\.1 (400|401|404) .*"), method + " " + target + ": " + answer);
            }
        }
        assertEquals(before, TRAINING.received().size());
    }

    @Test
    void starStandsForOneSegment() {
        AnonymousRequests anonymous = new AnonymousRequests(Set.of("/hooks/*"), Set.of());

        assertTrue(anonymous.include(HttpMethod.POST, "/hooks/a/b"));
        assertFalse(anonymous.include(HttpMethod.POST, "/hooks/a"));
        assertFalse(anonymous.include(HttpMethod.POST, "/hooks/a/b/c"));
        assertFalse(anonymous.include(HttpMethod.POST, "/hooks/*/b"));
        assertFalse(anonymous.include(HttpMethod.GET, "/hooks/a/b"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Method.class,
            names = {"GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"})
    void otherMethodsNeedAToken(Method method) {
        int before = WORKOUT.received().size();
        given().request(method, HOOK).then().statusCode(401);

        assertEquals(before, WORKOUT.received().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // beside it
                "/api/v1/recovery/webhooks",
                "/api/v1/recovery/webhooks/",
                "/api/v1/recovery/webhooks/1/",
                "/api/v1/recovery/webhooks/1/events",
                "/api/v1/recovery/webhooks/1/2",
                "/api/v1/recovery/webhooks-of-others/1",
                "/api/v1/recovery/webhook/1",
                "/api/v1/recovery/connections",
                "/api/v1/recovery/connections/1",
                "/api/v1/recovery",
                "/api/v1/workouts",
                "/api/v1/workouts/webhooks/1",
                "/webhooks/1",
                // in other letters
                "/api/v1/recovery/Webhooks/1",
                "/API/v1/recovery/webhooks/1",
                "/api/v1/recovery/%77ebhooks/1",
                "/api/v1/recovery/webhooks/%31",
                "/api/v1/recovery/webhooks/1%20",
                "/api/v1/recovery/webhooks/1.json",
                "/api/v1/recovery/webhooks/a:b",
                "/api/v1/recovery/webhooks/*",
                // up and out again
                "/api/v1/recovery/webhooks/..",
                "/api/v1/recovery/webhooks/../connections",
                "/api/v1/recovery/webhooks/../../workouts",
                "/api/v1/recovery/webhooks/./1",
                "/api/v1/recovery/webhooks//1",
                "//api/v1/recovery/webhooks/1",
                "/api/v1/recovery/webhooks/%2e%2e",
                "/api/v1/recovery/webhooks/%2e%2e/connections",
                "/api/v1/recovery/webhooks/..%2fconnections",
                "/api/v1/recovery/webhooks/1%2f..%2f..%2fconnections",
                "/api/v1/recovery/webhooks%2f1",
                "/api/v1/recovery/webhooks/1%2fevents",
                "/api/v1/recovery/webhooks/1%5c..",
                "/api/v1/recovery/webhooks/1\\..\\..\\connections",
                "/api/v1/recovery/webhooks/..;/connections",
                "/api/v1/recovery/webhooks/1;a=b",
                "/api/v1/recovery/webhooks/%252e%252e",
                "/api/v1/recovery/webhooks/%c0%ae%c0%ae",
                "/api/v1/recovery/webhooks/1%00",
                "/api/v1/workouts/../recovery/webhooks/1",
                "/api/v1/workouts?/api/v1/recovery/webhooks/1",
                "/api/v1/workouts#/api/v1/recovery/webhooks/1",
                "http://gateway/api/v1/recovery/webhooks/1",
            })
    void nothingElseIsReachedWithoutAToken(String target) throws Exception {
        int before = WORKOUT.received().size();
        try (RawClient client = new RawClient(gateway.getPort())) {
            String answer = client.send(
                            RawClient.request("POST " + target, "Content-Length: 2", "Connection: close") + "{}")
                    .readAll();

            assertTrue(answer.matches("(?s)HTTP/1\\.1 (400|401|404) .*"), target + ": " + answer);
            assertEquals(before, WORKOUT.received().size());
        }
    }

    @Test
    void nothingIsAnonymousUnlessItIsConfigured() {
        assertEquals(Optional.empty(), config(Map.of()).posts());
        assertEquals(Optional.empty(), config(Map.of()).gets());
        assertEquals(
                Optional.of(Set.of("/api/v1/hooks", "/api/v1/calls")),
                config(Map.of("trainyard.gateway.anonymous.posts", "/api/v1/hooks,/api/v1/calls"))
                        .posts());
    }

    @Test
    void unknownKeyIsRefused() {
        Exception refusal = assertThrows(
                Exception.class, () -> config(Map.of("trainyard.gateway.anonymous.puts", "/api/v1/hooks")));

        assertTrue(refusal.getMessage().contains("trainyard.gateway.anonymous.puts"), refusal.getMessage());
    }

    private static AnonymousConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(AnonymousConfig.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(AnonymousConfig.class);
    }
}

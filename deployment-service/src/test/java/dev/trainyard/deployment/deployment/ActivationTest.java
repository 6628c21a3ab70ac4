package dev.trainyard.deployment.deployment;

import static dev.trainyard.deployment.deployment.Deployments.atOnce;
import static dev.trainyard.deployment.deployment.Deployments.created;
import static dev.trainyard.deployment.deployment.Deployments.promote;
import static dev.trainyard.deployment.deployment.Deployments.withVersions;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ActivationTest {

    private final TestUser ada = TestUser.fresh();

    private Response rollBack(String deployment) {
        return ada.sends("{}").post(deployment + "/rollback");
    }

    private int active(String deployment) {
        return ada.request().get(deployment).path("activeVersion");
    }

    @Test
    void promotedVersionIsActive() {
        String deployment = withVersions(ada, 2);

        promote(ada, deployment, 2, 1)
                .then()
                .statusCode(200)
                .header("ETag", "\"3\"")
                .body("activeVersion", equalTo(2))
                .body("hasChanges", equalTo(false));
        assertEquals(2, active(deployment));
    }

    @Test
    void promotionOverAnotherVersionThanExpectedIsRefused() {
        String deployment = withVersions(ada, 3);
        promote(ada, deployment, 2, 1);

        promote(ada, deployment, 3, 1)
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:active-version-changed"))
                .body("activeVersion", equalTo(2));
        assertEquals(2, active(deployment));
    }

    @Test
    void oneOfManyConcurrentPromotionsWins() throws Exception {
        String deployment = withVersions(ada, 5);

        List<Response> answers = atOnce(32, i -> promote(ada, deployment, 2 + i % 4, 1));

        List<Response> won =
                answers.stream().filter(answer -> answer.statusCode() == 200).toList();
        assertEquals(1, won.size());
        int winner = won.getFirst().path("activeVersion");
        assertTrue(answers.stream()
                .filter(answer -> answer.statusCode() != 200)
                .allMatch(answer -> answer.statusCode() == 409 && answer.<Integer>path("activeVersion") == winner));
        assertEquals(winner, active(deployment));
        ada.request().get(deployment + "/activations").then().body("items", hasSize(2));
    }

    @Test
    void activeVersionStaysSoWhenItIsPromoted() {
        String deployment = created(ada);
        promote(ada, deployment, 1, 1).then().statusCode(200).header("ETag", "\"1\"");
        ada.request().get(deployment + "/activations").then().body("items", hasSize(1));
    }

    @Test
    void unknownVersionIsNotFound() {
        promote(ada, created(ada), 2, 1).then().statusCode(404).body("type", equalTo("urn:problem:not-found"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"version\": 1}", "{\"expectedVersion\": 1}", "{\"version\": 0, \"expectedVersion\": 1}"
            })
    void promotionThatDoesNotSayOfWhatIsRefused(String body) {
        ada.sends(body)
                .post(created(ada) + "/promote")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"));
    }

    @Test
    void rollbacksGoBackOneByOneAndNeverForth() {
        String deployment = withVersions(ada, 3);
        promote(ada, deployment, 2, 1);
        promote(ada, deployment, 3, 2);

        rollBack(deployment).then().statusCode(200).body("activeVersion", equalTo(2));
        rollBack(deployment).then().statusCode(200).body("activeVersion", equalTo(1));
        rollBack(deployment).then().statusCode(409).body("type", equalTo("urn:problem:nothing-to-roll-back-to"));
        assertEquals(1, active(deployment));
    }

    @Test
    void rollbackFromAnotherVersionThanExpectedIsRefused() {
        String deployment = withVersions(ada, 2);
        promote(ada, deployment, 2, 1);

        ada.sends("{\"expectedVersion\": 1}")
                .post(deployment + "/rollback")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:active-version-changed"))
                .body("activeVersion", equalTo(2));
        ada.sends("{\"expectedVersion\": 2}")
                .post(deployment + "/rollback")
                .then()
                .statusCode(200)
                .body("activeVersion", equalTo(1));
    }

    @Test
    void oneOfManyConcurrentRollbacksWinsWhenEachSaysFromWhere() throws Exception {
        String deployment = withVersions(ada, 3);
        promote(ada, deployment, 2, 1);
        promote(ada, deployment, 3, 2);

        List<Integer> statuses = atOnce(
                16,
                i -> ada.sends("{\"expectedVersion\": 3}")
                        .post(deployment + "/rollback")
                        .statusCode());

        assertEquals(1, statuses.stream().filter(status -> status == 200).count(), statuses::toString);
        assertEquals(2, active(deployment));
    }

    @Test
    void repeatedRollbackGoesBackOnce() {
        String deployment = withVersions(ada, 3);
        promote(ada, deployment, 2, 1);
        promote(ada, deployment, 3, 2);
        for (int i = 0; i < 2; i++) {
            ada.sends("{}")
                    .header("Idempotency-Key", "back")
                    .post(deployment + "/rollback")
                    .then()
                    .statusCode(200)
                    .body("activeVersion", equalTo(2));
        }
        assertEquals(2, active(deployment));
    }

    /** Against a stack, which is what a person would think it is. */
    @RepeatedTest(3)
    void anyOrderOfPromotionsAndRollbacksIsAStack() {
        String deployment = withVersions(ada, 4);
        Random random = new Random();
        Deque<Integer> stack = new ArrayDeque<>(List.of(1));
        for (int i = 0; i < 25; i++) {
            int version = 1 + random.nextInt(4);
            if (random.nextBoolean()) {
                promote(ada, deployment, version, stack.peek());
                if (version != stack.peek()) {
                    stack.push(version);
                }
            } else if (random.nextBoolean()) {
                ada.sends("{\"version\": " + version + ", \"percent\": 5}").put(deployment + "/canary");
            } else {
                rollBack(deployment);
                if (stack.size() > 1) {
                    stack.pop();
                }
            }
            assertEquals(stack.peek(), active(deployment), stack::toString);
        }
    }

    @Test
    void activationsTellWhatHappened() {
        String deployment = withVersions(ada, 2);
        ada.sends("{\"version\": 2, \"expectedVersion\": 1, \"note\": \"Approved\"}")
                .post(deployment + "/promote");
        ada.sends("{\"note\": \"Greets the wrong people\"}").post(deployment + "/rollback");

        Response activations = ada.request().get(deployment + "/activations");

        activations
                .then()
                .statusCode(200)
                .body("items.number", equalTo(List.of(3, 2, 1)))
                .body("items.kind", equalTo(List.of("rolled-back", "promoted", "created")))
                .body("items.from", equalTo(Arrays.asList(2, 1, null)))
                .body("items.to", equalTo(List.of(1, 2, 1)))
                .body("items.note", equalTo(Arrays.asList("Greets the wrong people", "Approved", null)))
                .body("items.isAutomatic", equalTo(List.of(false, false, false)));
        Response page = ada.request().queryParam("limit", 2).get(deployment + "/activations");
        ada.request()
                .queryParam("cursor", page.<String>path("next"))
                .get(deployment + "/activations")
                .then()
                .body("items.number", equalTo(List.of(1)));
    }
}

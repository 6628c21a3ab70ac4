package dev.trainyard.deployment.deployment;

import static dev.trainyard.deployment.deployment.Deployments.created;
import static dev.trainyard.deployment.deployment.Deployments.idOf;
import static dev.trainyard.deployment.deployment.Deployments.promote;
import static dev.trainyard.deployment.deployment.Deployments.withVersions;
import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.deployment.run.EndedRun;
import dev.trainyard.deployment.run.RunStatus;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class CanaryTest {

    @Inject
    CanaryWatch watch;

    @Inject
    ActiveDeployments active;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    private final TestUser ada = TestUser.fresh();

    private Response canary(String deployment, String draft) {
        return ada.sends(draft).put(deployment + "/canary");
    }

    private void end(String deployment, int version, RunStatus status, int times) {
        Instant now = Instant.now();
        for (int i = 0; i < times; i++) {
            watch.ended(new EndedRun(
                    ada.id(),
                    UUID.randomUUID(),
                    UUID.fromString(idOf(deployment)),
                    version,
                    status,
                    null,
                    null,
                    now,
                    now,
                    now));
        }
    }

    private ActiveDeployment read(String deployment) {
        return active.find(ada.id(), UUID.fromString(idOf(deployment))).orElseThrow();
    }

    @Test
    void canaryIsShownWithItsShare() {
        String deployment = withVersions(ada, 2);

        canary(deployment, "{\"version\": 2, \"percent\": 5}")
                .then()
                .statusCode(200)
                .body("activeVersion", equalTo(1))
                .body("canary.version", equalTo(2))
                .body("canary.percent", equalTo(5))
                .body("canary.maxErrorPercent", equalTo(10))
                .body("canary.runs", equalTo(0))
                .body("canary.failures", equalTo(0));
        canary(deployment, "{\"version\": 2, \"percent\": 5, \"maxErrorPercent\": null}")
                .then()
                .body("canary.maxErrorPercent", nullValue());
    }

    @Test
    void canaryGetsItsShareOfWhatPinsNoVersion() {
        String deployment = withVersions(ada, 2);
        canary(deployment, "{\"version\": 2, \"percent\": 20}");
        ActiveDeployment read = read(deployment);

        long byChance = IntStream.range(0, 10_000)
                .filter(i -> read.versionFor(null) == 2)
                .count();
        long byKey = IntStream.range(0, 10_000)
                .filter(i -> read.versionFor("athlete-" + i) == 2)
                .count();

        assertTrue(byChance > 1_700 && byChance < 2_300, () -> "by chance " + byChance);
        assertTrue(byKey > 1_700 && byKey < 2_300, () -> "by key " + byKey);
    }

    @Test
    void keyStaysWithTheCanaryWhenItsShareGrows() {
        String deployment = withVersions(ada, 2);
        canary(deployment, "{\"version\": 2, \"percent\": 20}");
        ActiveDeployment before = read(deployment);
        canary(deployment, "{\"version\": 2, \"percent\": 60}");
        ActiveDeployment after = read(deployment);

        List<String> keys =
                IntStream.range(0, 1_000).mapToObj(i -> "athlete-" + i).toList();
        assertTrue(keys.stream()
                .filter(key -> before.versionFor(key) == 2)
                .allMatch(key -> before.versionFor(key) == 2 && after.versionFor(key) == 2));
    }

    @Test
    void canaryOfWhichTooManyRunsFailEnds() {
        String deployment = withVersions(ada, 2);
        canary(deployment, "{\"version\": 2, \"percent\": 50, \"maxErrorPercent\": 10}");

        end(deployment, 2, RunStatus.COMPLETED, 9);
        end(deployment, 2, RunStatus.FAULTED, 1);
        // One in ten may.
        ada.request().get(deployment).then().body("canary.runs", equalTo(10)).body("canary.failures", equalTo(1));
        end(deployment, 2, RunStatus.TIMED_OUT, 1);

        ada.request().get(deployment).then().body("canary", nullValue()).body("activeVersion", equalTo(1));
        ada.request()
                .get(deployment + "/activations")
                .then()
                .body("items[0].kind", equalTo("canary-failed"))
                .body("items[0].isAutomatic", equalTo(true))
                .body("items[0].canaryVersion", equalTo(2))
                .body("items[0].note", equalTo("2 of 11 runs failed, of which 10 % may"));
        assertEquals(1, read(deployment).versionFor(null));
        assertThat(
                given().get(management.resolve("/metrics")).asString(),
                containsString("trainyard_deployment_canary_failures_total"));
    }

    @Test
    void fewRunsDoNotEndACanary() {
        String deployment = withVersions(ada, 2);
        canary(deployment, "{\"version\": 2, \"percent\": 50, \"maxErrorPercent\": 0}");

        end(deployment, 2, RunStatus.FAULTED, 9);
        ada.request().get(deployment).then().body("canary.failures", equalTo(9));
        end(deployment, 2, RunStatus.FAULTED, 1);
        ada.request().get(deployment).then().body("canary", nullValue());
    }

    @Test
    void runsOfTheActiveVersionAndCancelledOnesDoNotCount() {
        String deployment = withVersions(ada, 2);
        canary(deployment, "{\"version\": 2, \"percent\": 50, \"maxErrorPercent\": 0}");

        end(deployment, 1, RunStatus.FAULTED, 20);
        end(deployment, 2, RunStatus.CANCELLED, 20);

        ada.request().get(deployment).then().body("canary.runs", equalTo(0)).body("canary.version", equalTo(2));
    }

    @Test
    void canaryWithoutLimitNeverEndsByItself() {
        String deployment = withVersions(ada, 2);
        canary(deployment, "{\"version\": 2, \"percent\": 50, \"maxErrorPercent\": null}");

        end(deployment, 2, RunStatus.FAULTED, 20);

        ada.request().get(deployment).then().body("canary.failures", equalTo(20));
    }

    @Test
    void goodRunsAreToldNowAndThen() {
        String deployment = withVersions(ada, 2);
        canary(deployment, "{\"version\": 2, \"percent\": 50}");

        end(deployment, 2, RunStatus.COMPLETED, 45);

        ada.request().get(deployment).then().body("canary.runs", equalTo(40));
    }

    @Test
    void canaryGoesOnBeingCountedWhenItsShareChanges() {
        String deployment = withVersions(ada, 3);
        canary(deployment, "{\"version\": 2, \"percent\": 5, \"maxErrorPercent\": 50}");
        end(deployment, 2, RunStatus.FAULTED, 4);

        canary(deployment, "{\"version\": 2, \"percent\": 25, \"maxErrorPercent\": 50}")
                .then()
                .body("canary.failures", equalTo(4));
        canary(deployment, "{\"version\": 3, \"percent\": 25}").then().body("canary.failures", equalTo(0));

        ada.request()
                .get(deployment + "/activations")
                .then()
                .body("items.kind", equalTo(List.of("canary-started", "canary-changed", "canary-started", "created")))
                .body("items[0].canaryPercent", equalTo(25));
    }

    @Test
    void promotedCanaryIsActiveAndNoCanaryAnyMore() {
        String deployment = withVersions(ada, 2);
        canary(deployment, "{\"version\": 2, \"percent\": 5}");

        promote(ada, deployment, 2, 1)
                .then()
                .statusCode(200)
                .body("activeVersion", equalTo(2))
                .body("canary", nullValue());
        ada.request().get(deployment + "/activations").then().body("items[0].kind", equalTo("canary-promoted"));
        ada.sends("{}").post(deployment + "/rollback").then().body("activeVersion", equalTo(1));
    }

    @Test
    void canaryCanBeEnded() {
        String deployment = withVersions(ada, 2);
        canary(deployment, "{\"version\": 2, \"percent\": 5}");

        ada.request().delete(deployment + "/canary").then().statusCode(204);

        ada.request().get(deployment).then().body("canary", nullValue());
        ada.request()
                .delete(deployment + "/canary")
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:problem:not-found"));
        ada.request().get(deployment + "/activations").then().body("items[0].kind", equalTo("canary-stopped"));
    }

    @Test
    void activeOrUnknownVersionCannotBeTheCanary() {
        String deployment = created(ada);
        canary(deployment, "{\"version\": 1, \"percent\": 5}")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:version-active"));
        canary(deployment, "{\"version\": 2, \"percent\": 5}").then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({"percent,0", "percent,100", "maxErrorPercent,-1", "maxErrorPercent,101", "version,0"})
    void shareOrLimitOutOfBoundsIsRefused(String field, String value) {
        String deployment = withVersions(ada, 2);
        String draft = "{\"version\": 2, \"percent\": 5, \"maxErrorPercent\": 5}"
                .replaceAll("\"" + field + "\": \\d+", "\"" + field + "\": " + value);
        canary(deployment, draft).then().statusCode(400).body("violations[0].pointer", equalTo("/" + field));
    }
}

package dev.trainyard.training.onboarding;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FunnelTest {

    @InjectDatabase
    EmbeddedDatabase database;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    private final TestUser admin = TestUser.fresh("admin");

    @Test
    void stepsAreCountedForTheRunsOfTheDays() throws Exception {
        // Days that no clock of a test has.
        run("2001-05-01T00:00:00Z", "completed 10, skipped 40, completed 100");
        run("2001-05-02T23:59:59Z", "completed 20, completed 80");
        run("2001-05-02T12:00:00Z", "completed 70");
        run("2001-05-01T12:00:00Z", "");
        // Beside them.
        run("2001-04-30T23:59:59Z", "completed 1, completed 2");
        run("2001-05-03T00:00:00Z", "completed 1, completed 2");

        var funnel = admin.request()
                .get(at("?from=2001-05-01&to=2001-05-02"))
                .then()
                .statusCode(200)
                .body("from", equalTo("2001-05-01"))
                .body("to", equalTo("2001-05-02"))
                .body("steps.size()", equalTo(10))
                .body("steps[0].step", equalTo("welcome"))
                .body("steps[0].reached", equalTo(4))
                .body("steps[0].completed", equalTo(3))
                .body("steps[0].skipped", equalTo(0))
                // 30 and 60 seconds.
                .body("steps[0].medianSecondsToNext", equalTo(45.0f))
                .body("steps[1].reached", equalTo(3))
                .body("steps[1].completed", equalTo(1))
                .body("steps[1].skipped", equalTo(1))
                .body("steps[1].medianSecondsToNext", equalTo(60.0f))
                .body("steps[2].reached", equalTo(2))
                .body("steps[2].completed", equalTo(1))
                .body("steps[2].medianSecondsToNext", nullValue())
                .body("steps[3].reached", equalTo(1))
                .body("steps[3].completed", equalTo(0))
                .body("steps[4].reached", equalTo(0))
                .extract();
        assertEquals(List.of(4, 3, 2, 1, 0, 0, 0, 0, 0, 0), funnel.path("steps.reached"));
    }

    @Test
    void daysWithoutRunsHaveZeroes() {
        admin.request()
                .get(at("?from=1999-01-01&to=1999-12-31"))
                .then()
                .statusCode(200)
                .body("steps[0].reached", equalTo(0))
                .body("steps[9].step", equalTo("completed"))
                .body("steps[9].reached", equalTo(0));
    }

    @Test
    void lastThirtyDaysCountWhenUnsaid() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        // Or tomorrow, at midnight.
        LocalDate to = LocalDate.parse(admin.request().get(at("")).path("to"));
        LocalDate from = LocalDate.parse(admin.request().get(at("?to=" + to)).path("from"));

        assertEquals(true, !to.isBefore(today));
        assertEquals(to.minusDays(29), from);
    }

    @Test
    void wrongDaysAreNamed() {
        for (String query : new String[] {"?from=yesterday", "?from=2001-02-30", "?from=2001-05-02&to=2001-05-01"}) {
            admin.request()
                    .get(at(query))
                    .then()
                    .statusCode(400)
                    .body("type", equalTo("urn:problem:invalid-input"))
                    .body("violations[0].in", equalTo("query"))
                    .body("violations[0].pointer", equalTo("from"));
        }
        admin.request().get(at("?to=")).then().statusCode(400).body("violations[0].pointer", equalTo("to"));
    }

    @Test
    void whoIsNoAdminSeesNothing() {
        given().get(at("")).then().statusCode(401);
        TestUser.fresh().request().get(at("")).then().statusCode(403);
    }

    /** A run of a user of its own; {@code steps} as outcome and seconds after the start. */
    private void run(String startedAt, String steps) throws Exception {
        String user = "user-" + UUID.randomUUID();
        try (var connection = database.connectAs("training_app");
                var statement = connection.createStatement()) {
            statement.execute("INSERT INTO onboarding_run (user_id, run, started_at) VALUES ('%s', 1, '%s')"
                    .formatted(user, startedAt));
            int position = 0;
            for (String step : steps.isEmpty() ? new String[0] : steps.split(", ", -1)) {
                String[] parts = step.split(" ", -1);
                position++;
                statement.execute("""
                        INSERT INTO onboarding_step (user_id, run, position, outcome, done_at)
                        VALUES ('%s', 1, %d, '%s', timestamptz '%s' + interval '%s seconds')
                        """.formatted(user, position, parts[0], startedAt, parts[1]));
            }
        }
    }

    private URI at(String query) {
        return URI.create(management.resolve("/monitoring/onboarding/funnel") + query);
    }
}

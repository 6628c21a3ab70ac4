package dev.trainyard.deployment.schedule;

import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.trainyard.deployment.Echo;
import dev.trainyard.deployment.Uncancelled;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.OtherUsers;
import dev.trainyard.testkit.OtherUsers.Access;
import dev.trainyard.testkit.Plan;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ScheduleTest {

    private static final String HOURLY = "{\"cron\": \"0 * * * *\", \"input\": {\"group\": \"morning\"}}";

    private final TestUser ada = TestUser.fresh();

    @Inject
    ScheduleJob job;

    @InjectDatabase
    EmbeddedDatabase database;

    private Echo echo;

    @BeforeEach
    void deploy() {
        echo = Echo.of(ada);
    }

    private String schedules() {
        return echo.path() + "/schedules";
    }

    private Response made(String draft) {
        return ada.sends(draft).post(schedules());
    }

    /** The path of a new schedule whose next time was so long ago. */
    private String due(String draft, String ago) throws SQLException {
        String id = made(draft).path("id");
        execute(
                "UPDATE schedule SET next_at = date_trunc('hour', now()) - ?::interval WHERE user_id = ?",
                ago,
                ada.id());
        return schedules() + "/" + id;
    }

    private void execute(String sql, Object... parameters) throws SQLException {
        try (var owner = database.connectAs("deployment_owner");
                var statement = owner.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        }
    }

    private long runs() throws SQLException {
        try (var owner = database.connectAs("deployment_owner");
                var query = owner.prepareStatement("""
                        SELECT (SELECT count(*) FROM run WHERE user_id = ?)
                            + (SELECT count(*) FROM deployment_log WHERE user_id = ?)
                        """)) {
            query.setString(1, ada.id());
            query.setString(2, ada.id());
            try (var row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private void work() {
        job.run(new Uncancelled());
    }

    @Test
    void scheduleSaysWhenItIsDue() {
        made(HOURLY)
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .body("cron", equalTo("0 * * * *"))
                .body("timeZone", equalTo("UTC"))
                .body("catchUp", equalTo("last"))
                .body("input.group", equalTo("morning"))
                .body("isActive", equalTo(true))
                .body(
                        "nextAt",
                        equalTo(Instant.now()
                                .truncatedTo(ChronoUnit.HOURS)
                                .plus(1, ChronoUnit.HOURS)
                                .toString()))
                .body("lastAt", nullValue());
    }

    @Test
    void dueScheduleBeginsARun() throws SQLException {
        String schedule = due(HOURLY, "0");
        work();
        String run = ada.request()
                .get(schedule)
                .then()
                .body("lastRunId", notNullValue())
                .body("lastRefusal", nullValue())
                .extract()
                .path("lastRunId");
        ada.request()
                .get("/api/v1/invocations/" + run + "?wait=PT10S")
                .then()
                .body("status", equalTo("completed"))
                .body("output.group", equalTo("morning"));
    }

    @Test
    void timeThatWasBegunAndNotNotedIsNotBegunAgain() throws SQLException {
        String schedule = due(HOURLY, "0");
        work();
        String run = ada.request().get(schedule).path("lastRunId");
        execute("UPDATE schedule SET next_at = last_at, last_run_id = NULL WHERE user_id = ?", ada.id());
        work();
        ada.request().get(schedule).then().body("lastRunId", equalTo(run));
        assertThat(runs(), equalTo(1L));
    }

    @ParameterizedTest
    @CsvSource({"last, 1", "all, 4"})
    void missedTimesAreCaughtUpWithAsAsked(String catchUp, long runs) throws SQLException {
        due("{\"cron\": \"0 * * * *\", \"catchUp\": \"" + catchUp + "\"}", "3 hours");
        work();
        assertThat(runs(), equalTo(runs));
    }

    @Test
    void inactiveScheduleIsNeverDue() {
        made("{\"cron\": \"0 * * * *\", \"isActive\": false}")
                .then()
                .statusCode(201)
                .body("nextAt", nullValue());
    }

    @Test
    void pausedDeploymentIsNotRunAndSaysSo() throws SQLException {
        String schedule = due(HOURLY, "0");
        ada.request().post(echo.path() + "/pause").then().statusCode(200);
        work();
        ada.request()
                .get(schedule)
                .then()
                .body("lastRunId", nullValue())
                .body("lastRefusal", equalTo("deployment-paused"))
                .body("nextAt", notNullValue());
        assertThat(runs(), equalTo(0L));
    }

    @Test
    void scheduleIsReplaced() {
        String id = made(HOURLY).path("id");
        ada.sends("{\"cron\": \"30 6 * * 1-5\", \"timeZone\": \"Europe/Berlin\", \"catchUp\": \"none\"}")
                .header("If-Match", "\"1\"")
                .put(schedules() + "/" + id)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("timeZone", equalTo("Europe/Berlin"))
                .body("input", equalTo(Map.of()));
    }

    @ParameterizedTest
    @CsvSource({"'\"7\"', 412", ", 428"})
    void scheduleIsReplacedByWhoReadIt(String ifMatch, int status) {
        String id = made(HOURLY).path("id");
        var request = ada.sends(HOURLY);
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        request.put(schedules() + "/" + id).then().statusCode(status);
    }

    @Test
    void deletedScheduleIsGone() {
        String id = made(HOURLY).path("id");
        ada.request().delete(schedules() + "/" + id).then().statusCode(204);
        ada.request().get(schedules() + "/" + id).then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                      | /cron",
                "{\"cron\": \"soon\"}                                    | /cron",
                "{\"cron\": \"0 0 30 2 *\"}                              | /cron",
                "{\"cron\": \"0 * * * *\", \"timeZone\": \"Berlin\"}     | /timeZone",
                "{\"cron\": \"0 * * * *\", \"catchUp\": \"some\"}        | /catchUp",
                "{\"cron\": \"0 * * * *\", \"input\": {\"a\": \"\\u0000\"}} | /input/a"
            })
    void badScheduleIsRefusedAtItsPlace(String draft, String pointer) {
        made(draft).then().statusCode(400).body("violations.pointer", contains(pointer));
        ada.request().get(schedules()).then().body("items", hasSize(0));
    }

    @Test
    void schedulesArePagedNewestFirst() {
        String first = made(HOURLY).path("id");
        String second = made(HOURLY).path("id");
        Response page = ada.request().get(schedules() + "?limit=1");
        page.then().body("items.id", contains(second));
        ada.request()
                .get(schedules() + "?limit=1&cursor=" + page.<String>path("next"))
                .then()
                .body("items.id", contains(first))
                .body("next", nullValue());
    }

    @Test
    void scheduleIsMadeOnceForAKey() {
        String key = UUID.randomUUID().toString();
        String first = ada.sends(HOURLY)
                .header("Idempotency-Key", key)
                .post(schedules())
                .path("id");
        ada.sends(HOURLY)
                .header("Idempotency-Key", key)
                .post(schedules())
                .then()
                .body("id", equalTo(first));
    }

    @Test
    void scheduleOfAnotherUserIsAbsent() {
        String id = made(HOURLY).path("id");
        OtherUsers.findNothingAt(ada, schedules() + "/" + id, Access.get(), Access.put("", HOURLY), Access.delete());
    }

    @Test
    void nobodySchedulesAnothersDeployment() {
        TestUser.fresh().sends(HOURLY).post(schedules()).then().statusCode(404);
    }

    @Test
    void anonymousCallersGetNothing() {
        given().get(schedules()).then().statusCode(401);
    }

    @Test
    void listIsReadFromItsIndexInOrder() throws SQLException {
        String plan = Plan.of(database, "deployment", ScheduleStore.LIST);
        assertThat(plan, containsString("Index Scan Backward using ix_schedule_deployment"));
        assertThat(plan, not(containsString("Sort")));
    }

    @Test
    void whatIsDueIsReadFromTheLeft() throws SQLException {
        String plan = Plan.of(database, "deployment", ScheduleStore.DUE);
        assertThat(plan, containsString("ix_schedule_due"));
        assertThat(plan, not(containsString("Sort")));
    }
}

package dev.trainyard.workout.trend;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.kit.page.PageQuery;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import dev.trainyard.workout.Training;
import dev.trainyard.workout.aggregate.AggregateWorker;
import dev.trainyard.workout.aggregate.DayRange;
import dev.trainyard.workout.trend.TrendView.Outcome;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class TrendTest {

    private static final String PATH = "/api/v1/trends";

    private final TestUser ada = TestUser.fresh();

    @InjectDatabase
    EmbeddedDatabase database;

    @Inject
    AggregateWorker worker;

    @Inject
    TrendView view;

    @Inject
    ViewTrends fast;

    @Inject
    WindowTrends plain;

    private String workout(Instant start, String exercise, int weight) {
        String workout = ada.sends("{\"startedAt\":\"" + start + "\"}")
                .post("/api/v1/workouts")
                .header("Location");
        Training.add(ada, workout, exercise, Integer.toString(weight), 1).then().statusCode(201);
        Training.finish(ada, workout);
        return workout;
    }

    private String workout(String day, String exercise, int weight) {
        return workout(Instant.parse(day + "T10:00:00Z"), exercise, weight);
    }

    private ValidatableResponse trends(String query) {
        return ada.request().get(PATH + "?" + query).then().statusCode(200);
    }

    @Test
    void trendIsTheChangeFromTheWeekBefore() {
        workout("2026-03-02", "Squat", 100);
        workout("2026-03-04", "Squat", 105);
        workout("2026-03-09", "Squat", 110);
        workout("2026-03-30", "Squat", 107);
        trends("exercise=squat")
                .body("items.weekStart", contains("2026-03-02", "2026-03-09", "2026-03-30"))
                .body("items.exercise.name", contains("Squat", "Squat", "Squat"))
                .body("items.e1rm", contains(105, 110, 107))
                .body("items.previous", contains(null, 105, 110))
                .body("items.change", contains(null, 5, -3))
                .body("items[0].formula", equalTo("epley@1"))
                .body("items[0].unit", equalTo("kg"))
                .body("refreshedAt", notNullValue())
                .body("next", nullValue());
    }

    @Test
    void rangeLeavesTheWeekBeforeInTheChange() {
        workout("2026-03-02", "Squat", 100);
        workout("2026-03-09", "Squat", 110);
        trends("from=2026-03-12&to=2026-03-12").body("items.change", contains(10));
    }

    @Test
    void viewAndComputationAnswerTheSameAsTheWorkersComeBy() {
        Random random = new Random(7);
        List<String> workouts = new ArrayList<>();
        for (int step = 0; step < 24; step++) {
            if (random.nextInt(4) == 0 && !workouts.isEmpty()) {
                ada.request().delete(workouts.remove(random.nextInt(workouts.size())));
            } else {
                String day =
                        LocalDate.of(2026, 1, 1).plusDays(random.nextInt(60)).toString();
                workouts.add(workout(day, "Exercise " + random.nextInt(2), 100 + random.nextInt(9)));
            }
            switch (random.nextInt(3)) {
                case 0 -> worker.drain();
                case 1 -> {
                    worker.drain();
                    view.refresh(false);
                }
                default -> {
                    // Nobody comes by.
                }
            }
            TrendQuestion all = new TrendQuestion(Optional.empty(), DayRange.ofQuery(null, null), new PageQuery());
            assertEquals(plain.read(ada.id(), all), fast.read(ada.id(), all), "step " + step);
        }
    }

    @Test
    void refreshedViewIsWhatIsRead() throws SQLException {
        workout("2026-03-02", "Squat", 100);
        worker.drain();
        view.refresh(true);
        // What is not so, to see where the answer comes from.
        tamper("UPDATE exercise_weekly SET best_e1rm_kg = 1 WHERE user_id = '" + ada.id() + "'");
        trends("limit=50").body("items.e1rm", contains(100));
    }

    private void tamper(String sql) throws SQLException {
        try (var admin = database.connectAsAdmin();
                var statement = admin.createStatement()) {
            statement.execute("SET search_path = workout; " + sql);
        }
    }

    @Test
    void removedUserLeavesTheView() throws SQLException {
        workout("2026-03-02", "Squat", 100);
        worker.drain();
        view.refresh(true);
        for (String table : List.of(
                "workout_set", "workout", "aggregate_queue", "exercise_weekly", "aggregate_version", "trend_version")) {
            tamper("DELETE FROM " + table + " WHERE user_id = '" + ada.id() + "'");
        }
        tamper("DELETE FROM aggregate_queue WHERE user_id = '" + ada.id() + "'");
        view.refresh(false);
        try (var admin = database.connectAsAdmin();
                var statement = admin.createStatement();
                var rows = statement.executeQuery(
                        "SELECT count(*) FROM workout.exercise_trends WHERE user_id = '" + ada.id() + "'")) {
            rows.next();
            assertEquals(0, rows.getInt(1));
        }
    }

    @Test
    void viewIsRefreshedByOneAtATime() throws SQLException {
        try (var admin = database.connectAsAdmin();
                var statement = admin.createStatement()) {
            admin.setAutoCommit(false);
            statement.execute("SELECT pg_advisory_xact_lock(hashtextextended('exercise_trends', 6))");
            assertEquals(Outcome.UNDER_WAY, view.refresh(true));
            // Closing alone does not wait for the server.
            admin.rollback();
        }
        assertEquals(Outcome.REFRESHED, view.refresh(true));
    }

    @Test
    void pagesGoOnWhereTheLastOneEnded() {
        workout("2026-03-02", "Squat", 100);
        workout("2026-03-09", "Squat", 110);
        String next = trends("limit=1").body("items", hasSize(1)).extract().path("next");
        trends("limit=1&cursor=" + next).body("items.e1rm", contains(110)).body("next", nullValue());
    }

    @Test
    void othersDoNotShow() {
        workout("2026-03-02", "Squat", 100);
        String id = trends("limit=50").extract().path("items[0].exercise.id");
        TestUser stranger = TestUser.fresh();
        stranger.request().get(PATH).then().body("items", empty());
        stranger.request().get(PATH + "/exercises/top").then().body("items", empty());
        stranger.request()
                .get(PATH + "?exercise=" + id)
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:problem:not-found"));
    }

    @Test
    void consistencyIsCappedInEachWeek() {
        LocalDate monday = LocalDate.now(ZoneOffset.UTC).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        Instant start = monday.minusWeeks(2).atStartOfDay(ZoneOffset.UTC).toInstant();
        for (int i = 0; i < 4; i++) {
            workout(start.plusSeconds(i), "Squat", 100);
        }
        workout(start.plusSeconds(7 * 86400), "Squat", 100);
        workout(start.minusSeconds(1), "Squat", 100);
        ada.request()
                .get(PATH + "/consistency?weeks=3&target=3")
                .then()
                .statusCode(200)
                .body("target", equalTo(3))
                .body("weeks.workouts", contains(4, 1, 0))
                .body("weeks.share", contains(1, 0.3333f, 0))
                .body("weeks[0].weekStart", equalTo(monday.minusWeeks(2).toString()))
                .body("consistency", equalTo(0.4444f));
    }

    @Test
    void consistencyIsMeasuredByThePreferencesUnlessSaidOtherwise() {
        ada.sends("{\"targetWorkoutsPerWeek\":5}")
                .patch("/api/v1/preferences")
                .then()
                .statusCode(200);
        ada.request()
                .get(PATH + "/consistency")
                .then()
                .body("target", equalTo(5))
                .body("weeks", hasSize(12));
        TestUser.fresh().request().get(PATH + "/consistency").then().body("target", equalTo(3));
    }

    @Test
    void weeksBeginWhereTheUserSays() {
        workout("2026-03-07", "Squat", 100);
        workout("2026-03-08", "Squat", 105);
        worker.drain();
        view.refresh(true);
        ada.sends("{\"weekStart\":\"sunday\"}")
                .patch("/api/v1/preferences")
                .then()
                .statusCode(200);
        trends("limit=50").body("items.weekStart", contains("2026-03-01", "2026-03-08"));
        worker.drain();
        view.refresh(false);
        trends("limit=50").body("items.weekStart", contains("2026-03-01", "2026-03-08"));
    }

    @Test
    void topExercisesAreThoseDoneMost() {
        workout("2026-03-02", "Squat", 100);
        workout("2026-03-03", "Row", 60);
        workout("2026-03-04", "Row", 60);
        workout("2026-03-05", "Bench", 90);
        ada.request()
                .get(PATH + "/exercises/top?to=2026-03-04")
                .then()
                .statusCode(200)
                .body("items.exercise.name", contains("Row", "Squat"))
                .body("items.volume", contains(120, 100))
                .body("items.sets", contains(2, 1));
        String next = ada.request()
                .get(PATH + "/exercises/top?by=sets&limit=1&to=2026-03-04")
                .then()
                .body("items.exercise.name", contains("Row"))
                .extract()
                .path("next");
        ada.request()
                .get(PATH + "/exercises/top?by=sets&limit=1&to=2026-03-04&cursor=" + next)
                .then()
                .body("items.exercise.name", contains("Squat"))
                .body("next", nullValue());
    }

    @ParameterizedTest
    @CsvSource({
        "'?from=x',from",
        "'?from=2026-03-02&to=2026-03-01',to",
        "'?limit=201',limit",
        "'?cursor=x',cursor",
        "'/consistency?weeks=0',weeks",
        "'/consistency?weeks=105',weeks",
        "'/consistency?target=15',target",
        "'/consistency?target=x',target",
        "'/exercises/top?by=luck',by",
        "'/exercises/top?from=x',from",
        "'/exercises/top?cursor=x',cursor"
    })
    void invalidQueryIsRefusedByItsPlace(String query, String pointer) {
        ada.request().get(PATH + query).then().statusCode(400).body("violations[0].pointer", equalTo(pointer));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/consistency", "/exercises/top", "/plateaus", "/milestones"})
    void anonymousIsRefused(String path) {
        given().get(PATH + path).then().statusCode(401);
    }
}

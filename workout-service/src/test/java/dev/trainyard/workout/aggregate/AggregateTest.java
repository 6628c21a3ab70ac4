package dev.trainyard.workout.aggregate;

import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import dev.trainyard.workout.Training;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AggregateTest {

    private static final String EXERCISES = "/api/v1/trends/aggregates/exercises";
    private static final String MUSCLES = "/api/v1/trends/aggregates/muscles";

    private final TestUser ada = TestUser.fresh();

    @InjectDatabase
    EmbeddedDatabase database;

    @Inject
    AggregateWorker worker;

    /** A finished workout; its path. */
    private String workout(String start, String... sets) {
        String workout = ada.sends("{\"startedAt\":\"" + start + "\"}")
                .post("/api/v1/workouts")
                .header("Location");
        for (String set : sets) {
            String[] parts = set.split(" ", -1);
            Training.add(
                            ada,
                            workout,
                            parts[0],
                            parts[1],
                            Integer.parseInt(parts[2]),
                            parts.length > 3 ? ",\"type\":\"warmup\"" : "")
                    .then()
                    .statusCode(201);
        }
        Training.finish(ada, workout);
        return workout;
    }

    private ValidatableResponse exercises(String query) {
        return ada.request().get(EXERCISES + "?" + query).then().statusCode(200);
    }

    private List<String> rows(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (var admin = database.connectAsAdmin();
                var statement = admin.createStatement()) {
            statement.execute("SET search_path = workout");
            try (var result = statement.executeQuery(sql.replace("ADA", "'" + ada.id() + "'"))) {
                while (result.next()) {
                    rows.add(result.getString(1));
                }
            }
        }
        return rows;
    }

    private void execute(String sql) throws SQLException {
        try (var admin = database.connectAsAdmin();
                var statement = admin.createStatement()) {
            statement.execute("SET search_path = workout; " + sql.replace("ADA", "'" + ada.id() + "'"));
        }
    }

    @Test
    void figuresOfADayAddUp() {
        workout("2026-03-02T10:00:00Z", "Squat 60 10 warmup", "Squat 100 5", "Squat 110 3", "Row 50 8");
        workout("2026-03-02T18:00:00Z", "Squat 90 10");
        exercises("exercise=Squat")
                .body("items.size()", equalTo(1))
                .body("items[0].from", equalTo("2026-03-02"))
                .body("items[0].to", equalTo("2026-03-02"))
                .body("items[0].exercise.name", equalTo("Squat"))
                .body("items[0].workouts", equalTo(2))
                .body("items[0].sets", equalTo(3))
                .body("items[0].warmupSets", equalTo(1))
                .body("items[0].reps", equalTo(18))
                .body("items[0].volume", equalTo(1730))
                .body("items[0].maxWeight", equalTo(110))
                .body("items[0].bestE1rm.value", equalTo(121))
                .body("items[0].bestE1rm.formula", equalTo("epley@1"))
                .body("items[0].unit", equalTo("kg"))
                .body("next", nullValue());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void weeksAndMonthsAreSums(boolean kept) {
        workout("2026-03-01T10:00:00Z", "Squat 100 5");
        workout("2026-03-02T10:00:00Z", "Squat 100 5");
        workout("2026-03-08T10:00:00Z", "Squat 110 1");
        if (kept) {
            worker.drain();
        }
        exercises("granularity=week")
                .body("items.from", contains("2026-02-23", "2026-03-02"))
                .body("items.to", contains("2026-03-01", "2026-03-08"))
                .body("items.volume", contains(500, 610))
                .body("items.workouts", contains(1, 2));
        exercises("granularity=month")
                .body("items.from", contains("2026-03-01"))
                .body("items.to", contains("2026-03-31"))
                .body("items.volume", contains(1110))
                .body("items.bestE1rm.value", contains(116.6667f));
    }

    @Test
    void activeWorkoutIsLeftOut() {
        Training.add(ada, Training.start(ada), "Squat", "100", 5);
        exercises("limit=50").body("items", empty());
    }

    @Test
    void addingASetQueuesNothingAndFinishingQueuesOnce() throws SQLException {
        String workout = Training.start(ada);
        Training.add(ada, workout, "Squat", "100", 5);
        Training.add(ada, workout, "Squat", "100", 5);
        List<String> added = rows("SELECT id FROM aggregate_queue WHERE user_id = ADA");
        Training.finish(ada, workout);
        assertThat(added, empty());
        assertThat(rows("SELECT count(*) FROM aggregate_queue WHERE user_id = ADA"), contains("1"));
    }

    @Test
    void dayThatBecomesEmptyLosesItsRows() throws SQLException {
        String workout = workout("2026-03-02T10:00:00Z", "Squat 100 5");
        worker.drain();
        ada.request().delete(workout).then().statusCode(204);
        exercises("limit=50").body("items", empty());
        worker.drain();
        assertThat(rows("""
                        SELECT user_id FROM exercise_daily WHERE user_id = ADA
                        UNION ALL SELECT user_id FROM exercise_weekly WHERE user_id = ADA
                        UNION ALL SELECT user_id FROM exercise_monthly WHERE user_id = ADA
                        UNION ALL SELECT user_id FROM aggregate_version WHERE user_id = ADA
                        UNION ALL SELECT user_id FROM aggregate_queue WHERE user_id = ADA
                        """), empty());
    }

    @Test
    void dayIsOneOfTheUsersZoneAlsoAfterItChanges() {
        workout("2026-03-02T20:00:00Z", "Squat 100 5");
        worker.drain();
        ada.sends("{\"timeZone\":\"Asia/Tokyo\",\"weightUnit\":\"lb\"}").put("/api/v1/preferences");
        exercises("limit=50").body("items.from", contains("2026-03-03")).body("items.volume", contains(1102.3113f));
        worker.drain();
        exercises("limit=50").body("items.from", contains("2026-03-03")).body("items.maxWeight", contains(220.4623f));
    }

    @Test
    void hourThatClocksRepeatOverMidnightBelongsToOneDay() {
        // In Havana 1:00 became 0:00 on 1 November 2026: half past midnight was twice.
        ada.sends("{\"timeZone\":\"America/Havana\",\"weightUnit\":\"kg\"}").put("/api/v1/preferences");
        workout("2026-11-01T04:30:00Z", "Squat 100 5");
        workout("2026-11-01T05:30:00Z", "Squat 100 5");
        worker.drain();
        exercises("limit=50").body("items.from", contains("2026-11-01")).body("items.workouts", contains(2));
    }

    @Test
    void importedSetsShow() {
        String file = "Date,Workout Name,Exercise Name,Set Order,Weight,Reps\n2026-01-05 10:00:00,W,Squat,1,100,5\n";
        ada.request()
                .contentType("text/csv")
                .body(file)
                .post("/api/v1/imports?unit=kg")
                .then()
                .statusCode(201);
        worker.drain();
        ada.request()
                .contentType("text/csv")
                .body(file + "2026-01-05 10:00:00,W,Squat,2,100,6\n")
                .post("/api/v1/imports?unit=kg")
                .then()
                .statusCode(201);
        exercises("limit=50").body("items.sets", contains(2));
        worker.drain();
        exercises("limit=50").body("items.sets", contains(2)).body("items.reps", contains(11));
    }

    @Test
    void musclesShareWhatTheirExercisesDo() throws SQLException {
        workout("2026-03-02T10:00:00Z", "Bench 100 5", "Bench 100 5", "Bench 40 10 warmup", "Dip 80 10", "Unknown 1 1");
        catalogue("Bench", Map.of("chest", "primary", "triceps", "secondary"));
        catalogue("Dip", Map.of("triceps", "primary"));
        ada.request()
                .get(MUSCLES + "?granularity=week")
                .then()
                .statusCode(200)
                .body("items.muscle", contains("chest", "triceps"))
                .body("items.from", contains("2026-03-02", "2026-03-02"))
                .body("items.exercises", contains(1, 2))
                .body("items.sets", contains(2, 2))
                .body("items.reps", contains(10, 15))
                .body("items.volume", contains(1000, 1300))
                .body("items.formula", contains("muscle-share@1", "muscle-share@1"));
        ada.request().get(MUSCLES + "?muscle=chest").then().body("items.muscle", contains("chest"));
        ada.request().get(MUSCLES + "?exercise=Dip").then().body("items.volume", contains(800));
    }

    /** As the catalogue would: what the exercise stands for, and its muscles. */
    private void catalogue(String exercise, Map<String, String> muscles) throws SQLException {
        StringBuilder sql = new StringBuilder("""
                WITH master AS (
                    INSERT INTO master_exercise (name, category) VALUES ('%s ' || uuidv7(), 'strength') RETURNING id
                )""".formatted(exercise));
        for (var muscle : muscles.entrySet()) {
            sql.append("""
                    , %1$s AS (
                        INSERT INTO master_exercise_muscle SELECT id, '%1$s', '%2$s' FROM master
                    )""".formatted(muscle.getKey(), muscle.getValue()));
        }
        execute(sql + """
                INSERT INTO exercise_resolution_cache (user_id, exercise_id, resolved_name, master_exercise_id, reason)
                SELECT e.user_id, e.id, e.name, master.id, 'link'
                FROM exercise e, master WHERE e.user_id = ADA AND e.name = '%s'
                ON CONFLICT (user_id, exercise_id) DO UPDATE SET master_exercise_id = excluded.master_exercise_id
                """.formatted(exercise));
    }

    @Test
    void pagesGoOnWhereTheLastOneEnded() {
        workout("2026-03-02T10:00:00Z", "Squat 100 5", "Row 50 5");
        workout("2026-03-03T10:00:00Z", "Squat 100 5", "Row 50 5");
        worker.drain();
        List<String> seen = new ArrayList<>();
        String next = "";
        while (next != null) {
            var page = ada.request().get(EXERCISES + "?limit=1&cursor=" + next);
            seen.add(page.path("items[0].from") + " " + page.path("items[0].exercise.id"));
            next = page.path("next");
        }
        assertThat(seen, equalTo(seen.stream().distinct().sorted().toList()));
        assertThat(seen.size(), equalTo(4));
    }

    @Test
    void rangeCoversEveryStretchThatItTouches() {
        workout("2026-03-02T10:00:00Z", "Squat 100 5");
        workout("2026-03-09T10:00:00Z", "Squat 100 5");
        workout("2026-03-16T10:00:00Z", "Squat 100 5");
        exercises("granularity=week&from=2026-03-05&to=2026-03-09")
                .body("items.from", contains("2026-03-02", "2026-03-09"));
        exercises("from=2026-03-09&to=2026-03-09").body("items.from", contains("2026-03-09"));
    }

    @Test
    void othersDoNotShow() {
        workout("2026-03-02T10:00:00Z", "Squat 100 5");
        String id = exercises("limit=50").extract().path("items[0].exercise.id");
        TestUser stranger = TestUser.fresh();
        stranger.request().get(EXERCISES).then().body("items", empty());
        stranger.request()
                .get(EXERCISES + "?exercise=" + id)
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:problem:not-found"));
    }

    @ParameterizedTest
    @CsvSource({
        "granularity=year,granularity",
        "from=2026-02-30,from",
        "from=yesterday,from",
        "to=+10000-01-01,to",
        "from=2026-03-02&to=2026-03-01,to",
        "limit=0,limit",
        "cursor=x,cursor"
    })
    void invalidQueryIsRefusedByItsPlace(String query, String pointer) {
        for (String path : List.of(EXERCISES, MUSCLES)) {
            ada.request()
                    .get(path + "?" + query)
                    .then()
                    .statusCode(400)
                    .body("violations[0].pointer", equalTo(pointer));
        }
    }

    @Test
    void anonymousIsRefused() {
        given().get(EXERCISES).then().statusCode(401);
        given().get(MUSCLES).then().statusCode(401);
    }
}

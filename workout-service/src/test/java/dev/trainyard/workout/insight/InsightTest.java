package dev.trainyard.workout.insight;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import dev.trainyard.workout.Training;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.sql.SQLException;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class InsightTest {

    private static final String PLATEAUS = "/api/v1/trends/plateaus";
    private static final String MILESTONES = "/api/v1/trends/milestones";

    private final TestUser ada = TestUser.fresh();

    @InjectDatabase
    EmbeddedDatabase database;

    /** A finished workout of one set; the set's id. */
    private String workout(String day, String exercise, String weight, int reps, String furtherFields) {
        String at = day + "T10:00:00Z";
        String workout = ada.sends("{\"startedAt\":\"" + at + "\"}")
                .post("/api/v1/workouts")
                .header("Location");
        String id = Training.add(
                        ada, workout, exercise, weight, reps, ",\"performedAt\":\"" + at + "\"" + furtherFields)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        Training.finish(ada, workout);
        return id;
    }

    private void course(String exercise, String... sets) {
        LocalDate day = LocalDate.of(2026, 3, 1);
        for (String set : sets) {
            int cross = set.indexOf('x');
            workout(day.toString(), exercise, set.substring(0, cross), Integer.parseInt(set.substring(cross + 1)), "");
            day = day.plusDays(2);
        }
    }

    @ParameterizedTest
    @CsvSource({
        // Three steadily rising sessions are progress, three steadily falling ones after the first are none.
        "100x5 105x5 110x5 115x5,-1",
        "115x5 110x5 105x5,-1",
        "115x5 110x5 105x5 100x5,3",
        "100x5 100x5 100x5 100x5 100x5,4",
        // More repetitions raise the estimate, more weight the top, though the other falls.
        "100x5 100x5 100x5 100x6,-1",
        "100x10 100x10 100x10 101x1,-1",
        "100x5 90x5 90x5 101x5 90x5 90x5 90x5,3"
    })
    void plateauIsThreeSessionsInARowWithoutProgress(String sets, int sessions) {
        course(
                "Squat",
                sets.transform(text ->
                        java.util.regex.Pattern.compile(" ").splitAsStream(text).toArray(String[]::new)));
        ValidatableResponse found = ada.request().get(PLATEAUS).then().statusCode(200);
        if (sessions < 0) {
            found.body("items", empty());
        } else {
            found.body("items.exercise.name", contains("Squat")).body("items.sessions", contains(sessions));
        }
    }

    @Test
    void plateauTellsSinceWhen() {
        course("Squat", "100x5", "110x5", "105x5", "105x5", "105x5");
        ada.request()
                .get(PLATEAUS)
                .then()
                .body("items[0].lastProgressAt", equalTo("2026-03-03T10:00:00Z"))
                .body("items[0].topWeight", equalTo(110))
                .body("items[0].bestE1rm.value", equalTo(128.3333f))
                .body("items[0].formula", equalTo("plateau@1"));
    }

    @Test
    void plateausAreTheCallersOwn() {
        course("Squat", "100x5", "100x5", "100x5", "100x5");
        TestUser.fresh().request().get(PLATEAUS).then().body("items", empty());
    }

    @Test
    void plateausGoOnWhereTheLastPageEnded() {
        course("Squat", "100x5", "100x5", "100x5", "100x5");
        course("Row", "100x5", "100x5", "100x5", "100x5");
        String next = ada.request().get(PLATEAUS + "?limit=1").then().extract().path("next");
        ada.request()
                .get(PLATEAUS + "?limit=1&cursor=" + next)
                .then()
                .body("items.exercise.name", contains("Row"))
                .body("next", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "cursor=x"})
    void invalidPageIsRefused(String query) {
        ada.request().get(PLATEAUS + "?" + query).then().statusCode(400);
    }

    private void execute(String sql) throws SQLException {
        try (var admin = database.connectAsAdmin();
                var statement = admin.createStatement()) {
            statement.execute("SET search_path = workout; " + sql.replace("ADA", "'" + ada.id() + "'"));
        }
    }

    /** As the catalogue would. */
    private void resolve(String exercise, String master) throws SQLException {
        execute("""
                INSERT INTO master_exercise (name, category) VALUES ('%1$s', 'strength') ON CONFLICT (name_key) DO NOTHING;
                INSERT INTO exercise_resolution_cache (user_id, exercise_id, resolved_name, master_exercise_id, reason)
                SELECT e.user_id, e.id, '%1$s', m.id, 'alias' FROM exercise e, master_exercise m
                WHERE e.user_id = ADA AND e.name = '%2$s' AND m.name = '%1$s'
                ON CONFLICT (user_id, exercise_id) DO UPDATE SET master_exercise_id = excluded.master_exercise_id
                """.formatted(master, exercise));
    }

    private void weigh(String day, String kilograms) throws SQLException {
        execute("INSERT INTO body_weight (user_id, day, weight_kg, unit) VALUES (ADA, '%s', %s, 'kg')"
                .formatted(day, kilograms));
    }

    @Test
    void milestoneIsReachedByTheFirstSetHeavyEnoughForTheBodyOfItsDay() throws SQLException {
        weigh("2026-03-01", "100");
        weigh("2026-03-10", "80");
        workout("2026-03-02", "My squat", "200", 1, ",\"type\":\"warmup\"");
        String first = workout("2026-03-03", "My squat", "110", 3, "");
        String second = workout("2026-03-11", "My squat", "120", 1, "");
        workout("2026-03-12", "My squat", "130", 1, "");
        resolve("My squat", "Squat (Barbell)");
        ada.request()
                .get(MILESTONES)
                .then()
                .statusCode(200)
                .body("items", hasSize(15))
                .body("items.findAll { it.lift == 'squat' }.factor", contains(1, 1.5f, 2))
                .body("items.findAll { it.lift == 'squat' }.target", contains(80, 120, 160))
                .body("items.findAll { it.lift == 'squat' }.progress", contains(1, 1, 0.8125f))
                .body("items.findAll { it.lift == 'squat' }.reason", everyItem(nullValue()))
                .body("items[0].reached.setId", equalTo(first))
                .body("items[0].reached.bodyWeight", equalTo(100))
                .body("items[0].reached.weight", equalTo(110))
                .body("items[0].reached.exercise.name", equalTo("My squat"))
                .body("items[1].reached.setId", equalTo(second))
                .body("items[1].reached.performedAt", equalTo("2026-03-11T10:00:00Z"))
                .body("items[2].reached", nullValue())
                .body("items[3].lift", equalTo("deadlift"))
                .body("items[3].reason", equalTo("no-sets"))
                .body("items[0].formula", equalTo("bodyweight-multiple@1"));
    }

    @Test
    void milestoneWithoutBodyWeightHasAReasonInsteadOfProgress() throws SQLException {
        workout("2026-03-03", "Bench", "110", 3, "");
        resolve("Bench", "Bench Press (Barbell)");
        weigh("2026-03-04", "80");
        ada.request()
                .get(MILESTONES)
                .then()
                .body("items.findAll { it.lift == 'bench' }.progress", everyItem(nullValue()))
                .body("items.findAll { it.lift == 'bench' }.reason", everyItem(equalTo("no-body-weight")))
                .body("items.findAll { it.lift == 'bench' }.target", contains(60, 80, 100));
    }

    @Test
    void milestonesAreTheCallersOwn() throws SQLException {
        weigh("2026-03-01", "100");
        workout("2026-03-03", "Bench", "110", 3, "");
        resolve("Bench", "Bench Press (Barbell)");
        TestUser.fresh()
                .request()
                .get(MILESTONES)
                .then()
                .body("items.reason", everyItem(equalTo("no-sets")))
                .body("items.target", everyItem(nullValue()));
    }
}

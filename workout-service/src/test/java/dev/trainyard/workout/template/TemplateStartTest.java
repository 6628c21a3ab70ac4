package dev.trainyard.workout.template;

import static java.util.stream.IntStream.range;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.Plan;
import dev.trainyard.testkit.TestUser;
import dev.trainyard.workout.Training;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class TemplateStartTest {

    @InjectDatabase
    EmbeddedDatabase database;

    private final TestUser ada = TestUser.fresh();

    /** Makes a template of one exercise with these sets; its path. */
    private String template(String exercise, String sets) {
        return ada.sends("{\"name\":\"Day\",\"exercises\":[{\"exercise\":\"%s\",\"sets\":[%s]}]}"
                        .formatted(exercise, sets.replace('\'', '"')))
                .post("/api/v1/templates")
                .header("Location");
    }

    /** Does sets of one exercise in a workout of a day of January 2026. */
    private void train(int day, String exercise, String weight, int... reps) {
        String workout = ada.sends("{\"startedAt\":\"2026-01-%02dT10:00:00Z\"}".formatted(day))
                .post("/api/v1/workouts")
                .header("Location");
        for (int done : reps) {
            Training.add(ada, workout, exercise, weight, done);
        }
        Training.finish(ada, workout);
    }

    private Response start(String template) {
        return ada.sends("{}").post(template + "/start");
    }

    @Test
    void startedWorkoutIsTheActiveOneAndNamedAfterItsTemplate() {
        String template = template("Squat", "");
        Response started = ada.sends("{\"startedAt\":\"2026-01-02T03:04:05Z\"}").post(template + "/start");
        started.then()
                .statusCode(201)
                .body("workout.name", equalTo("Day"))
                .body("workout.startedAt", equalTo("2026-01-02T03:04:05Z"))
                .body("workout.templateId", equalTo(template.substring(template.lastIndexOf('/') + 1)));
        assertEquals("/api/v1/workouts/" + started.path("workout.id"), started.header("Location"));
        ada.request()
                .get("/api/v1/workouts/active")
                .then()
                .body("id", equalTo(started.path("workout.id")))
                .body("name", equalTo("Day"));
    }

    @Test
    void bodyMayBeAbsent() {
        String template = template("Squat", "");
        ada.request().noContentType().post(template + "/start").then().statusCode(201);
    }

    @Test
    void firstTimeThereIsNothingToGoBy() {
        start(template("Squat", "{'reps':5}"))
                .then()
                .body("exercises[0].lastTime", nullValue())
                .body("exercises[0].suggestion.load", nullValue())
                .body("exercises[0].warmups", empty())
                .body("exercises[0].sets[0].weight", nullValue())
                .body("exercises[0].sets[0].source", nullValue())
                .body("exercises[0].sets[0].restSeconds", equalTo(120));
    }

    @Test
    void openLoadIsThatOfTheProgression() {
        train(1, "Squat", "90", 5, 5, 5);
        train(2, "Squat", "97.5", 5, 5, 5);
        start(template("Squat", "{'reps':5},{'reps':5},{'reps':5,'restSeconds':60}"))
                .then()
                .statusCode(201)
                .body("exercises[0].lastTime.startedAt", equalTo("2026-01-02T10:00:00Z"))
                .body("exercises[0].lastTime.sets.weight", contains(97.5f, 97.5f, 97.5f))
                .body("exercises[0].suggestion.load", equalTo(100))
                .body(
                        "exercises[0].suggestion.reason",
                        equalTo("All 3 sets at 97.5 kg had 5 repetitions: 2.5 kg more."))
                .body("exercises[0].sets.weight", contains(100, 100, 100))
                .body("exercises[0].sets.source", contains("progression", "progression", "progression"))
                .body("exercises[0].sets.restSeconds", contains(120, 120, 60))
                .body("exercises[0].warmups.weight", contains(40, 60, 80));
    }

    @Test
    void goalOfTheTemplateDecides() {
        train(1, "Squat", "100", 5, 5);
        start(template("Squat", "{'reps':5},{'reps':5},{'reps':5}"))
                .then()
                .body("exercises[0].suggestion.action", equalTo("repeat"))
                .body("exercises[0].suggestion.reason", containsString("2 of 3 sets at 100 kg"));
    }

    @Test
    void loadOfTheTemplateStays() {
        train(1, "Squat", "100", 5);
        start(template("Squat", "{'reps':5,'weight':225,'unit':'lb'}"))
                .then()
                .body("exercises[0].sets[0].weight", equalTo(225))
                .body("exercises[0].sets[0].unit", equalTo("lb"))
                .body("exercises[0].sets[0].source", equalTo("template"))
                .body("exercises[0].suggestion.load", equalTo(102.5f));
    }

    @Test
    void percentageIsOfTheBestEstimate() {
        train(1, "Squat", "120", 5);
        train(2, "Squat", "100", 1);
        start(template("Squat", "{'reps':3,'percentage':75}"))
                .then()
                .body("exercises[0].sets[0].weight", equalTo(105))
                .body("exercises[0].sets[0].source", equalTo("percentage"));
    }

    @Test
    void loadsAreThoseThatTheGymMakes() {
        train(1, "Squat", "100", 5);
        ada.sends("{\"bar\":{\"weight\":20,\"unit\":\"kg\"},\"plates\":[{\"weight\":20,\"unit\":\"kg\",\"pairs\":4}]}")
                .put("/api/v1/preferences/gyms/cellar");
        start(template("Squat", "{'reps':5}"))
                .then()
                .body("exercises[0].sets[0].weight", equalTo(140))
                .body("exercises[0].warmups.weight", contains(20, 60, 100));
    }

    @Test
    void templateWithWarmupsOfItsOwnGetsNoOthers() {
        train(1, "Squat", "100", 5);
        start(template("Squat", "{'type':'warmup','reps':5,'percentage':50},{'reps':5}"))
                .then()
                .body("exercises[0].warmups", empty())
                .body("exercises[0].sets.weight", contains(58.5f, 102.5f));
    }

    @Test
    void eachExerciseHasItsOwnLastTime() {
        train(1, "Squat", "100", 5);
        train(2, "Row", "60", 8);
        String template = ada.sends("""
                        {"name":"Two","exercises":[{"exercise":"Row","sets":[{"reps":8}]},
                        {"exercise":"Squat","sets":[{"reps":5}]},{"exercise":"Row","sets":[]}]}
                        """).post("/api/v1/templates").header("Location");
        start(template)
                .then()
                .body(
                        "exercises.lastTime.startedAt",
                        contains("2026-01-02T10:00:00Z", "2026-01-01T10:00:00Z", "2026-01-02T10:00:00Z"))
                .body("exercises.suggestion.load", contains(62.5f, 102.5f, 62.5f));
    }

    @Test
    void secondActiveWorkoutIsRefusedByNameOfTheFirst() {
        String active = Training.start(ada);
        start(template("Squat", ""))
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:workout-active"))
                .body("activeWorkoutId", equalTo(active.substring(active.lastIndexOf('/') + 1)));
    }

    @Test
    void oneOfManyConcurrentStartsWins() throws Exception {
        String template = template("Squat", "");
        List<Callable<Integer>> starts = range(0, 8)
                .<Callable<Integer>>mapToObj(i -> () -> start(template).statusCode())
                .toList();
        List<Integer> statuses = new ArrayList<>();
        try (var starters = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var status : starters.invokeAll(starts)) {
                statuses.add(status.get());
            }
        }
        assertEquals(1, statuses.stream().filter(status -> status == 201).count());
        assertEquals(7, statuses.stream().filter(status -> status == 409).count());
    }

    @Test
    void retriedStartHappensOnce() {
        String template = template("Squat", "{'reps':5}");
        var first = ada.sends("{}").header("Idempotency-Key", "go").post(template + "/start");
        var second = ada.sends("{}").header("Idempotency-Key", "go").post(template + "/start");
        assertEquals(201, second.statusCode());
        assertEquals(first.asString(), second.asString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'startedAt':'1899-12-31T00:00:00Z'}|400",
                "{'name':''}|400",
                "{'readiness':'great'}|400",
                "{'gym':'nowhere'}|404"
            })
    void refusedStartLeavesNoWorkout(String json, int status) {
        String template = template("Squat", "");
        ada.sends(json.replace('\'', '"')).post(template + "/start").then().statusCode(status);
        ada.request().get("/api/v1/workouts/active").then().statusCode(204);
    }

    /** Each index of these tables, and the query that it is there for. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "pk_template|SELECT id FROM template WHERE user_id = 'plan-7' AND id < '0198c0de-0000-7000-8000-000000000000'::uuid ORDER BY id DESC LIMIT 51",
                "uq_template_name|SELECT id FROM template WHERE user_id = 'plan-7' AND name_key > 'a' ORDER BY name_key LIMIT 51",
                "pk_template_exercise|SELECT exercise_id FROM template_exercise WHERE user_id = 'plan-7' AND template_id = '0198c0de-0000-7000-8000-000000000000'::uuid ORDER BY position",
                "ix_template_exercise_exercise|SELECT FROM template_exercise WHERE user_id = 'plan-7' AND exercise_id = '0198c0de-0000-7000-8000-000000000000'::uuid",
                "pk_template_set|SELECT reps FROM template_set WHERE user_id = 'plan-7' AND template_id = '0198c0de-0000-7000-8000-000000000000'::uuid AND position = 1 ORDER BY number",
                "ix_workout_template|SELECT max(started_at) FROM workout WHERE user_id = 'plan-7' AND template_id = '0198c0de-0000-7000-8000-000000000000'::uuid",
                "pk_gym|SELECT bar_kg FROM gym WHERE user_id = 'plan-7' AND name_key > 'a' ORDER BY name_key LIMIT 51",
                "pk_plate|SELECT pairs FROM plate WHERE user_id = 'plan-7' AND gym = 'home'"
            })
    void indexServesItsQuery(String index, String query) throws Exception {
        try (var admin = database.connectAsAdmin();
                var statement = admin.createStatement()) {
            statement.execute("""
                    SET search_path = workout;
                    INSERT INTO exercise (user_id, id, name)
                    SELECT 'plan-' || u, md5('t' || u || ' ' || e)::uuid, 'Planned ' || e
                    FROM generate_series(1, 50) u, generate_series(1, 20) e ON CONFLICT DO NOTHING;
                    INSERT INTO template (user_id, id, name)
                    SELECT 'plan-' || u, md5('t' || u || ' ' || t)::uuid, 'Template ' || t
                    FROM generate_series(1, 50) u, generate_series(1, 20) t ON CONFLICT DO NOTHING;
                    INSERT INTO template_exercise (user_id, template_id, position, exercise_id)
                    SELECT 'plan-' || u, md5('t' || u || ' ' || t)::uuid, p, md5('t' || u || ' ' || p)::uuid
                    FROM generate_series(1, 50) u, generate_series(1, 20) t, generate_series(1, 6) p
                    ON CONFLICT DO NOTHING;
                    INSERT INTO template_set (user_id, template_id, position, number, type)
                    SELECT 'plan-' || u, md5('t' || u || ' ' || t)::uuid, p, n, 'working'
                    FROM generate_series(1, 50) u, generate_series(1, 20) t, generate_series(1, 6) p,
                         generate_series(1, 3) n
                    ON CONFLICT DO NOTHING;
                    INSERT INTO workout (user_id, id, started_at, finished_at, template_id)
                    SELECT 'plan-' || u, md5('t' || u || ' ' || w)::uuid, now(), now(), md5('t' || u || ' ' || w % 20 + 1)::uuid
                    FROM generate_series(1, 50) u, generate_series(1, 40) w ON CONFLICT DO NOTHING;
                    ANALYZE exercise, template, template_exercise, template_set, workout
                    """);
        }
        assertThat(Plan.of(database, "workout", query), containsString(index));
    }
}

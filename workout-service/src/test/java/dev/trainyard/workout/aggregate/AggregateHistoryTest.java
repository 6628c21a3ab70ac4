package dev.trainyard.workout.aggregate;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.in;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.kit.page.PageQuery;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import dev.trainyard.workout.aggregate.AggregateStore.Question;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is done to workouts in whatever order: what is read equals a plain look at all sets at any time, and when the
 * queue is empty the tables do so, too.
 */
@QuarkusTest
class AggregateHistoryTest {

    // 503 is for whoever waited for a row that is gone: to be tried again.
    private static final List<Integer> LOST_OR_WON = List.of(200, 201, 204, 404, 409, 503);
    private static final String[] TYPES = {"working", "working", "working", "warmup", "drop", "failure"};
    private static final List<String> WEEK_STARTS = List.of("monday", "sunday", "saturday");
    private static final List<String> ZONES = List.of(
            "UTC", "Pacific/Kiritimati", "Pacific/Niue", "America/Havana", "Asia/Kathmandu", "Australia/Lord_Howe");

    // Written apart from the service's own SQL: by hand for each table, without what the queue says.
    private static final String PLAIN = """
            WITH done AS (
                SELECT s.*, %2$s AS period
                FROM workout.workout_set s
                JOIN workout.workout w ON w.user_id = s.user_id AND w.id = s.workout_id
                LEFT JOIN workout.preference p ON p.user_id = w.user_id
                WHERE s.user_id = '%1$s' AND w.finished_at IS NOT NULL
            ), best AS (
                SELECT DISTINCT ON (exercise_id, period) exercise_id, period, e1rm_kg, reps
                FROM done WHERE type <> 'warmup' AND e1rm_kg > 0 ORDER BY exercise_id, period, e1rm_kg DESC, reps
            ), counted AS (
                SELECT exercise_id, period, count(*) AS sets, sum(reps) AS reps, sum(weight_kg * reps) AS volume,
                       nullif(max(weight_kg), 0) AS weight
                FROM done WHERE type <> 'warmup' GROUP BY 1, 2
            ), places AS (
                SELECT exercise_id, period, count(DISTINCT workout_id) AS workouts,
                       sum((type = 'warmup')::int) AS warmups
                FROM done GROUP BY 1, 2
            )
            SELECT concat_ws(' ', period, exercise_id, workouts, coalesce(sets, 0), warmups, coalesce(c.reps, 0),
                   trim_scale(coalesce(volume, 0)), coalesce(trim_scale(weight)::text, '-'),
                   coalesce(trim_scale(e1rm_kg)::text, '-'), coalesce(b.reps::text, '-'))
            FROM places LEFT JOIN counted c USING (exercise_id, period) LEFT JOIN best b USING (exercise_id, period)
            ORDER BY 1
            """;

    private static final String KEPT = """
            SELECT concat_ws(' ', %2$s, exercise_id, workouts, sets, warmup_sets, reps, trim_scale(volume_kg),
                   coalesce(trim_scale(max_weight_kg)::text, '-'), coalesce(trim_scale(best_e1rm_kg)::text, '-'),
                   coalesce(best_e1rm_reps::text, '-'))
            FROM workout.%3$s WHERE user_id = '%1$s' ORDER BY 1
            """;

    private static final String DAY = "(w.started_at AT TIME ZONE coalesce(p.time_zone, 'UTC'))::date";

    private static final String WEEK = """
            DAY - (extract(dow FROM DAY)::int + 8
                   - array_position(ARRAY['sunday', 'monday', '', '', '', '', 'saturday'],
                                    coalesce(p.week_start, 'monday'))) % 7
            """.replace("DAY", DAY);

    @InjectDatabase
    EmbeddedDatabase database;

    @Inject
    AggregateWorker worker;

    @Inject
    AggregateStore store;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void figuresEqualAPlainLookAfterEveryStep(long seed) throws SQLException {
        Random random = new Random(seed);
        TestUser ada = TestUser.fresh();
        List<String> workouts = new ArrayList<>();
        List<String> sets = new ArrayList<>();
        for (int step = 0; step < 30; step++) {
            act(ada, random, workouts, sets);
            if (random.nextInt(4) == 0) {
                worker.drain();
                assertTablesArePlain(ada, "seed " + seed + ", step " + step);
            }
            assertReadsArePlain(ada, "seed " + seed + ", step " + step);
        }
    }

    /** Everything that changes sets, and two workers, all at once. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void figuresAreRightAfterConcurrentChangesAndWorkers(long seed) throws Exception {
        TestUser ada = TestUser.fresh();
        List<String> workouts = new CopyOnWriteArrayList<>();
        List<String> sets = new CopyOnWriteArrayList<>();
        AtomicBoolean done = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var workers = List.of(threads.submit(() -> drainUntil(done)), threads.submit(() -> drainUntil(done)));
            List<Callable<List<Integer>>> actors = new ArrayList<>();
            for (int actor = 0; actor < 4; actor++) {
                Random random = new Random(seed * 100 + actor);
                actors.add(() -> {
                    List<Integer> statuses = new ArrayList<>();
                    for (int step = 0; step < 15; step++) {
                        statuses.addAll(act(ada, random, workouts, sets));
                    }
                    return statuses;
                });
            }
            for (var actor : threads.invokeAll(actors)) {
                assertThat(actor.get(), everyItem(in(LOST_OR_WON)));
            }
            done.set(true);
            for (var running : workers) {
                running.get();
            }
        }
        assertReadsArePlain(ada, "seed " + seed);
        worker.drain();
        assertTablesArePlain(ada, "seed " + seed);
    }

    private void drainUntil(AtomicBoolean done) {
        while (!done.get()) {
            worker.drain();
        }
    }

    /** Does one thing that a user can do; the statuses of its answers. */
    private static List<Integer> act(TestUser ada, Random random, List<String> workouts, List<String> sets) {
        List<Integer> statuses = new ArrayList<>();
        switch (random.nextInt(14)) {
            case 0, 1, 2, 3 -> statuses.add(train(ada, random, workouts, sets).statusCode());
            case 4, 5 ->
                some(random, sets)
                        .ifPresent(set ->
                                statuses.add(ada.sends(set(random)).patch(set).statusCode()));
            case 6 ->
                some(random, sets)
                        .ifPresent(set -> statuses.add(ada.request().delete(set).statusCode()));
            case 7 ->
                some(random, workouts)
                        .ifPresent(workout ->
                                statuses.add(ada.request().delete(workout).statusCode()));
            case 8 ->
                statuses.add(ada.sends("{\"timeZone\":\"%s\",\"weightUnit\":\"kg\",\"weekStart\":\"%s\"}"
                                .formatted(
                                        ZONES.get(random.nextInt(ZONES.size())),
                                        WEEK_STARTS.get(random.nextInt(WEEK_STARTS.size()))))
                        .put("/api/v1/preferences")
                        .statusCode());
            case 12 ->
                some(random, workouts)
                        .ifPresent(workout -> statuses.add(ada.sends("{\"startedAt\":\"" + instant(random) + "\"}")
                                .patch(workout)
                                .statusCode()));
            case 13 ->
                some(random, sets).ifPresent(set -> {
                    String target = workouts.get(random.nextInt(workouts.size()));
                    statuses.add(
                            ada.sends("{\"workoutId\":\"%s\"}".formatted(target.substring(target.lastIndexOf('/') + 1)))
                                    .post(set + "/move")
                                    .statusCode());
                });
            case 9, 10 -> {
                Response taken =
                        ada.request().contentType("text/csv").body(file(random)).post("/api/v1/imports?unit=kg");
                statuses.add(taken.statusCode());
                if (taken.statusCode() == 201 && random.nextInt(3) == 0) {
                    statuses.add(ada.request()
                            .delete("/api/v1/imports/" + taken.path("id"))
                            .statusCode());
                }
            }
            default -> {
                // The worker comes by at other times than after each change.
            }
        }
        return statuses;
    }

    /** A workout with some sets, finished more often than not. */
    private static Response train(TestUser ada, Random random, List<String> workouts, List<String> sets) {
        Response active = ada.request().get("/api/v1/workouts/active");
        String workout = active.statusCode() == 200
                ? "/api/v1/workouts/" + active.path("id")
                : ada.sends("{\"startedAt\":\"" + instant(random) + "\"}")
                        .post("/api/v1/workouts")
                        .header("Location");
        if (workout == null) {
            // Somebody else was first.
            return ada.request().get("/api/v1/workouts");
        }
        workouts.add(workout);
        for (int i = random.nextInt(4); i > 0; i--) {
            Response added = ada.sends(set(random)).post(workout + "/sets");
            if (added.statusCode() == 201) {
                sets.add(workout + "/sets/" + added.path("id"));
            }
        }
        return random.nextInt(4) == 0
                ? ada.request().get("/api/v1/workouts")
                : ada.sends("{}").post(workout + "/finish");
    }

    private static Optional<String> some(Random random, List<String> paths) {
        List<String> now = List.copyOf(paths);
        return now.isEmpty() ? Optional.empty() : Optional.of(now.get(random.nextInt(now.size())));
    }

    /** Around the night in which Havana put its clocks back, and the ends of a week, a month and a year. */
    private static String instant(Random random) {
        String[] days = {"2025-11-01", "2025-11-02", "2025-11-03", "2025-12-31", "2026-01-01", "2026-01-05"};
        return "%sT%02d:30:00Z".formatted(days[random.nextInt(days.length)], random.nextInt(24));
    }

    private static String set(Random random) {
        return "{\"exercise\":\"Exercise %d\",\"weight\":%s,\"unit\":\"%s\",\"reps\":%d,\"type\":\"%s\"}"
                .formatted(
                        random.nextInt(2),
                        random.nextInt(4) * 2.5,
                        random.nextInt(4) == 0 ? "lb" : "kg",
                        1 + random.nextInt(4),
                        TYPES[random.nextInt(TYPES.length)]);
    }

    private static String file(Random random) {
        StringBuilder file = new StringBuilder("Date,Workout Name,Exercise Name,Set Order,Weight,Reps\n");
        for (int row = 0; row < 3; row++) {
            file.append("2026-01-0%d 10:00:00,W,Exercise %d,%d,%s,%d\n"
                    .formatted(
                            1 + random.nextInt(3),
                            random.nextInt(3),
                            row,
                            random.nextInt(4) * 2.5,
                            1 + random.nextInt(4)));
        }
        return file.toString();
    }

    private void assertReadsArePlain(TestUser ada, String when) {
        for (Granularity granularity : Granularity.values()) {
            Question all = new Question(granularity, DayRange.ofQuery(null, null), Optional.empty(), Optional.empty());
            assertEquals(
                    store.byExercise(FigureSource.RECOMPUTED, ada.id(), all, new PageQuery()),
                    store.byExercise(FigureSource.STORED, ada.id(), all, new PageQuery()),
                    when + ", " + granularity);
        }
    }

    private void assertTablesArePlain(TestUser ada, String when) throws SQLException {
        assertEquals(plain(ada, DAY), kept(ada, "day", "exercise_daily"), when);
        assertEquals(plain(ada, WEEK), kept(ada, "week_start", "exercise_weekly"), when);
        assertEquals(
                plain(ada, "date_trunc('month', " + DAY + ")::date"), kept(ada, "month", "exercise_monthly"), when);
    }

    private List<String> plain(TestUser user, String period) throws SQLException {
        return rows(PLAIN.replace("%2$s", period), user);
    }

    private List<String> kept(TestUser user, String column, String table) throws SQLException {
        return rows(KEPT.replace("%2$s", column).replace("%3$s", table), user);
    }

    private List<String> rows(String sql, TestUser user) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (var admin = database.connectAsAdmin();
                var result = admin.createStatement().executeQuery(sql.replace("%1$s", user.id()))) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }
}

package dev.trainyard.workout.record;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.in;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import dev.trainyard.workout.Training;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is done to sets in whatever order, the records are what a plain look at all sets says they are. */
@QuarkusTest
class RecordHistoryTest {

    // 409 is for the active workout, which has no end to change; 503 for whoever waited for a row that is gone.
    private static final List<Integer> LOST_OR_WON = List.of(200, 201, 204, 404, 409, 503);
    private static final String[] TYPES = {"working", "working", "working", "warmup", "drop", "failure", "amrap"};
    private static final String[] LOADS = {"external", "external", "external", "bodyweight", "assisted"};

    // Written apart from the service's own SQL, and with window functions where that aggregates.
    private static final String PLAIN = """
            WITH counting AS (
                SELECT s.*, w.finished_at,
                       CASE reps WHEN 1 THEN weight_kg ELSE round(weight_kg + weight_kg * reps / 30.0, 6) END AS estimate,
                       CASE load WHEN 'external' THEN weight_kg WHEN 'bodyweight' THEN added_kg ELSE 0 - added_kg END AS at
                FROM workout.workout_set s JOIN workout.workout w ON w.user_id = s.user_id AND w.id = s.workout_id
                WHERE s.user_id = '%1$s' AND type <> 'warmup' AND reps > 0
            ), volumes AS (
                SELECT DISTINCT ON (workout_id, exercise_id) exercise_id, id, finished_at,
                       sum(weight_kg * reps) OVER (PARTITION BY workout_id, exercise_id) AS volume
                FROM counting WHERE finished_at IS NOT NULL
                ORDER BY workout_id, exercise_id, number DESC
            ), ranked AS (
                SELECT exercise_id, 'weight' AS kind, 0 AS at_weight, at AS value, id,
                       rank() OVER (PARTITION BY exercise_id ORDER BY at DESC, performed_at, id) AS place
                FROM counting WHERE at > 0
                UNION ALL
                SELECT exercise_id, 'e1rm', 0, estimate, id,
                       rank() OVER (PARTITION BY exercise_id ORDER BY estimate DESC, performed_at, id)
                FROM counting WHERE weight_kg > 0
                UNION ALL
                SELECT exercise_id, 'set_volume', 0, weight_kg * reps, id,
                       rank() OVER (PARTITION BY exercise_id ORDER BY weight_kg * reps DESC, performed_at, id)
                FROM counting WHERE weight_kg > 0
                UNION ALL
                SELECT exercise_id, 'workout_volume', 0, volume, id,
                       rank() OVER (PARTITION BY exercise_id ORDER BY volume DESC, finished_at, id)
                FROM volumes WHERE volume > 0
                UNION ALL
                SELECT exercise_id, 'reps_at_weight', at, reps, id,
                       rank() OVER (PARTITION BY exercise_id, at ORDER BY reps DESC, performed_at, id)
                FROM counting
            )
            SELECT concat_ws(' ', exercise_id, kind, trim_scale(at_weight), trim_scale(value), id)
            FROM ranked WHERE place = 1 ORDER BY 1
            """;

    private static final String STORED = """
            SELECT concat_ws(' ', exercise_id, kind, trim_scale(at_weight_kg), trim_scale(value), set_id)
            FROM workout.personal_record WHERE user_id = '%1$s' ORDER BY 1
            """;

    // What the records are by their history alone.
    private static final String REMEMBERED = """
            SELECT told FROM (
                SELECT DISTINCT ON (exercise_id, kind, at_weight_kg) value,
                       concat_ws(' ', exercise_id, kind, trim_scale(at_weight_kg), trim_scale(value), set_id) AS told
                FROM workout.record_event WHERE user_id = '%1$s'
                ORDER BY exercise_id, kind, at_weight_kg, id DESC) AS latest
            WHERE value IS NOT NULL ORDER BY 1
            """;

    // Events that do not begin where the one before ended.
    private static final String BROKEN_CHAIN = """
            SELECT id::text FROM (
                SELECT *, lag(value) OVER before AS value_before, lag(set_id) OVER before AS set_before
                FROM workout.record_event WHERE user_id = '%1$s'
                WINDOW before AS (PARTITION BY exercise_id, kind, at_weight_kg ORDER BY id)) AS chain
            WHERE (former_value, former_set_id) IS DISTINCT FROM (value_before, set_before)
            """;

    @InjectDatabase
    EmbeddedDatabase database;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void recordsEqualAPlainRecomputeAfterEachChange(long seed) throws Exception {
        Random random = new Random(seed);
        TestUser ada = TestUser.fresh();
        List<String> sets = new ArrayList<>();
        String workout = Training.start(ada);
        for (int step = 0; step < 60; step++) {
            String open = workout;
            int choice = random.nextInt(16);
            if (choice < 6 || sets.isEmpty()) {
                String id = ada.sends(set(random)).post(open + "/sets").path("id");
                sets.add(open + "/sets/" + id);
            } else if (choice < 8) {
                String batch = Stream.generate(() -> set(random))
                        .limit(1 + random.nextInt(5))
                        .collect(Collectors.joining(",", "{\"sets\":[", "]}"));
                List<String> ids = ada.sends(batch)
                        .urlEncodingEnabled(false)
                        .post(open + "/sets:batch")
                        .path("sets.id");
                ids.forEach(id -> sets.add(open + "/sets/" + id));
            } else if (choice < 10) {
                ada.sends(set(random))
                        .patch(sets.get(random.nextInt(sets.size())))
                        .then()
                        .statusCode(200);
            } else if (choice == 10) {
                ada.request()
                        .delete(sets.remove(random.nextInt(sets.size())))
                        .then()
                        .statusCode(204);
            } else if (choice == 11) {
                String moved = sets.remove(random.nextInt(sets.size()));
                ada.sends("{\"workoutId\":\"%s\",\"number\":%d}"
                                .formatted(open.substring(open.lastIndexOf('/') + 1), 1 + random.nextInt(4)))
                        .post(moved + "/move")
                        .then()
                        .statusCode(200);
                sets.add(open + "/sets/" + moved.substring(moved.lastIndexOf('/') + 1));
            } else if (choice == 12) {
                String of = sets.get(random.nextInt(sets.size())).replaceAll("/sets/.*", "");
                List<String> order = new ArrayList<>(ada.request().get(of).path("sets.id"));
                Collections.shuffle(order, random);
                ada.sends("{\"sets\":[\"" + String.join("\",\"", order) + "\"]}")
                        .urlEncodingEnabled(false)
                        .put(of + "/sets:order")
                        .then()
                        .statusCode(200);
            } else if (choice < 15) {
                Training.finish(ada, open);
                if (random.nextBoolean()) {
                    ada.sends("{\"finishedAt\":\"" + Instant.now().minusMillis(random.nextInt(3)) + "\"}")
                            .patch(open);
                }
                workout = Training.start(ada);
            } else {
                ada.request().delete(open).then().statusCode(204);
                sets.removeIf(set -> set.startsWith(open));
                workout = Training.start(ada);
            }
            assertRecordsAreRight(ada, "seed " + seed + ", step " + step);
        }
    }

    private void assertRecordsAreRight(TestUser user, String when) throws SQLException {
        List<String> stored = rows(STORED, user);
        assertEquals(rows(PLAIN, user), stored, when);
        assertEquals(stored, rows(REMEMBERED, user), when);
        assertEquals(List.of(), rows(BROKEN_CHAIN, user), when);
    }

    /** Everything that changes sets, all at once: nothing may fail but by losing a race, and the records are right at the end. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void recordsEqualAPlainRecomputeAfterConcurrentChanges(long seed) throws Exception {
        TestUser ada = TestUser.fresh();
        String finished = Training.start(ada);
        List<String> sets = new CopyOnWriteArrayList<>();
        Random first = new Random(seed);
        for (int i = 0; i < 6; i++) {
            sets.add(finished + "/sets/"
                    + ada.sends(set(first)).post(finished + "/sets").path("id"));
        }
        Training.finish(ada, finished);
        String active = Training.start(ada);
        List<Callable<List<Integer>>> actors = new ArrayList<>();
        for (int actor = 0; actor < 8; actor++) {
            Random random = new Random(seed * 100 + actor);
            actors.add(() -> act(ada, random, active, sets));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var actor : threads.invokeAll(actors)) {
                assertThat(actor.get(), everyItem(in(LOST_OR_WON)));
            }
        }
        assertRecordsAreRight(ada, "seed " + seed);
    }

    private static List<Integer> act(TestUser ada, Random random, String active, List<String> sets) {
        List<Integer> statuses = new ArrayList<>();
        for (int step = 0; step < 15; step++) {
            String some = sets.get(random.nextInt(sets.size()));
            switch (random.nextInt(11)) {
                case 0, 1, 2 -> {
                    var added = ada.sends(set(random)).post(active + "/sets");
                    statuses.add(added.statusCode());
                    if (added.statusCode() == 201) {
                        sets.add(active + "/sets/" + added.path("id"));
                    }
                }
                case 3, 4 -> statuses.add(ada.sends(set(random)).patch(some).statusCode());
                case 5 -> statuses.add(ada.request().delete(some).statusCode());
                case 6 ->
                    statuses.add(ada.sends("{\"sets\":[%s,%s]}".formatted(set(random), set(random)))
                            .urlEncodingEnabled(false)
                            .post(active + "/sets:batch")
                            .statusCode());
                case 7 ->
                    statuses.add(ada.sends("{\"workoutId\":\"%s\"}".formatted(active.replaceAll(".*/", "")))
                            .post(some + "/move")
                            .statusCode());
                case 8 ->
                    statuses.add(ada.sends("{\"finishedAt\":\"" + Instant.now() + "\"}")
                            .patch(some.replaceAll("/sets/.*", ""))
                            .statusCode());
                default -> {
                    var taken = ada.request()
                            .contentType("text/csv")
                            .body(file(random))
                            .post("/api/v1/imports");
                    statuses.add(taken.statusCode());
                    if (taken.statusCode() == 201 && random.nextBoolean()) {
                        statuses.add(ada.request()
                                .delete("/api/v1/imports/" + taken.path("id"))
                                .statusCode());
                    }
                }
            }
        }
        return statuses;
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

    private static String set(Random random) {
        String load = LOADS[random.nextInt(LOADS.length)];
        return "{\"exercise\":\"Exercise %d\",\"weight\":%s,\"unit\":\"%s\",\"reps\":%d,\"type\":\"%s\",\"load\":\"%s\"%s,\"performedAt\":\"2026-01-%02dT00:00:00Z\"}"
                .formatted(
                        random.nextInt(2),
                        random.nextInt(4) * 2.5,
                        random.nextInt(4) == 0 ? "lb" : "kg",
                        1 + random.nextInt(4),
                        TYPES[random.nextInt(TYPES.length)],
                        load,
                        load.equals("external") || random.nextBoolean() ? "" : ",\"bodyWeight\":5",
                        1 + random.nextInt(5));
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

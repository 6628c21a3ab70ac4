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
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is done to sets in whatever order, the records are what a plain look at all sets says they are. */
@QuarkusTest
class RecordHistoryTest {

    // 503 is for whoever waited for a row that is gone: to be tried again.
    private static final List<Integer> LOST_OR_WON = List.of(200, 201, 204, 404, 503);
    private static final String[] TYPES = {"working", "working", "working", "warmup", "drop", "failure"};

    // Written apart from the service's own SQL, and with window functions where that aggregates.
    private static final String PLAIN = """
            WITH counting AS (
                SELECT * FROM workout.workout_set WHERE user_id = '%1$s' AND type <> 'warmup'
            ), ranked AS (
                SELECT exercise_id, 'weight' AS kind, 0 AS at_weight, weight_kg AS value, id,
                       rank() OVER (PARTITION BY exercise_id ORDER BY weight_kg DESC, performed_at, id) AS place
                FROM counting WHERE weight_kg > 0
                UNION ALL
                SELECT exercise_id, 'e1rm', 0, CASE reps WHEN 1 THEN weight_kg ELSE round(weight_kg + weight_kg * reps / 30.0, 6) END, id,
                       rank() OVER (PARTITION BY exercise_id
                           ORDER BY CASE reps WHEN 1 THEN weight_kg ELSE round(weight_kg + weight_kg * reps / 30.0, 6) END DESC,
                                    performed_at, id)
                FROM counting WHERE weight_kg > 0
                UNION ALL
                SELECT exercise_id, 'reps_at_weight', weight_kg, reps, id,
                       rank() OVER (PARTITION BY exercise_id, weight_kg ORDER BY reps DESC, performed_at, id)
                FROM counting
            )
            SELECT concat_ws(' ', exercise_id, kind, trim_scale(at_weight), trim_scale(value), id)
            FROM ranked WHERE place = 1 ORDER BY 1
            """;

    private static final String STORED = """
            SELECT concat_ws(' ', exercise_id, kind, trim_scale(at_weight_kg), trim_scale(value), set_id)
            FROM workout.personal_record WHERE user_id = '%1$s' ORDER BY 1
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
        for (int step = 0; step < 40; step++) {
            int choice = random.nextInt(10);
            if (choice < 6 || sets.isEmpty()) {
                String id = ada.sends(set(random)).post(workout + "/sets").path("id");
                sets.add(workout + "/sets/" + id);
            } else if (choice < 8) {
                ada.sends(set(random))
                        .patch(sets.get(random.nextInt(sets.size())))
                        .then()
                        .statusCode(200);
            } else if (choice == 8) {
                ada.request()
                        .delete(sets.remove(random.nextInt(sets.size())))
                        .then()
                        .statusCode(204);
            } else if (random.nextBoolean()) {
                Training.finish(ada, workout);
                workout = Training.start(ada);
            } else {
                String removed = workout;
                ada.request().delete(removed).then().statusCode(204);
                sets.removeIf(set -> set.startsWith(removed));
                workout = Training.start(ada);
            }
            assertEquals(rows(PLAIN, ada), rows(STORED, ada), "seed " + seed + ", step " + step);
        }
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
        assertEquals(rows(PLAIN, ada), rows(STORED, ada), "seed " + seed);
    }

    private static List<Integer> act(TestUser ada, Random random, String active, List<String> sets) {
        List<Integer> statuses = new ArrayList<>();
        for (int step = 0; step < 15; step++) {
            String some = sets.get(random.nextInt(sets.size()));
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> {
                    var added = ada.sends(set(random)).post(active + "/sets");
                    statuses.add(added.statusCode());
                    if (added.statusCode() == 201) {
                        sets.add(active + "/sets/" + added.path("id"));
                    }
                }
                case 3, 4 -> statuses.add(ada.sends(set(random)).patch(some).statusCode());
                case 5 -> statuses.add(ada.request().delete(some).statusCode());
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
        return "{\"exercise\":\"Exercise %d\",\"weight\":%s,\"unit\":\"%s\",\"reps\":%d,\"type\":\"%s\",\"performedAt\":\"2026-01-%02dT00:00:00Z\"}"
                .formatted(
                        random.nextInt(2),
                        random.nextInt(4) * 2.5,
                        random.nextInt(4) == 0 ? "lb" : "kg",
                        1 + random.nextInt(4),
                        TYPES[random.nextInt(TYPES.length)],
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

package dev.trainyard.training.load;

import static dev.trainyard.training.load.RecordedLoads.PATH;
import static dev.trainyard.training.load.RecordedLoads.add;
import static dev.trainyard.training.load.RecordedLoads.daysAgo;
import static dev.trainyard.training.load.RecordedLoads.run;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.kit.database.Database;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever happens to loads, gaps and time zones in whatever order: what is kept is what the loop over the days says, to the
 * last bit, and what it would be if it were computed from scratch.
 */
@QuarkusTest
class LoadHistoryTest {

    private static final List<String> ZONES = List.of("UTC", "Pacific/Kiritimati", "Pacific/Niue", "Asia/Kathmandu");
    private static final int DAYS = 120;

    @Inject
    Database database;

    @Inject
    PlainLoads plain;

    @Inject
    StoredLoads stored;

    @Inject
    LoadDrain drain;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void keptFiguresAreThePlainOnesAfterEveryStep(long seed) {
        Random random = new Random(seed);
        TestUser ada = TestUser.fresh();
        for (int step = 0; step < 40; step++) {
            act(ada, random);
            if (random.nextInt(5) == 0) {
                drain.run(new UncancelledRun());
            }
            assertBothSayTheSame(ada, random, "seed " + seed + ", step " + step);
        }
        drain.run(new UncancelledRun());
        List<String> kept = kept(ada);
        computeFromScratch(ada);
        assertEquals(kept(ada), kept, "seed " + seed);
        assertThat(kept.size(), not(0));
    }

    @Test
    void changesBesideReadersAndWorkersAreInTheFigures() throws Exception {
        TestUser ada = TestUser.fresh();
        List<Callable<Integer>> actors = new ArrayList<>();
        for (int actor = 0; actor < 3; actor++) {
            Random random = new Random(actor);
            actors.add(() -> {
                for (int step = 0; step < 25; step++) {
                    act(ada, random);
                }
                return 200;
            });
            actors.add(() -> {
                int worst = 200;
                for (int step = 0; step < 25; step++) {
                    worst = Math.max(
                            worst, ada.request().get(PATH + "?metric=srpe").statusCode());
                }
                return worst;
            });
        }
        actors.add(() -> {
            for (int step = 0; step < 10; step++) {
                drain.run(new UncancelledRun());
            }
            return 200;
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var actor : threads.invokeAll(actors)) {
                assertThat(actor.get(), equalTo(200));
            }
        }
        assertBothSayTheSame(ada, new Random(1), "after all");
        drain.run(new UncancelledRun());
        List<String> kept = kept(ada);
        computeFromScratch(ada);
        assertEquals(kept(ada), kept);
    }

    @Test
    void tenYearsOfBothAreTheSame() {
        TestUser ada = TestUser.fresh();
        run(database, """
                INSERT INTO activity_load (user_id, activity_id, metric, day, value, reason, formula)
                SELECT '%1$s', gen_random_uuid(), 'trimp', current_date - n / 2, value,
                       CASE WHEN value IS NULL THEN 'no-sex' END, 'test@1'
                FROM (SELECT n, CASE WHEN n %% 97 <> 0 THEN (n * 7919 %% 1000) / 7.0 END AS value
                      FROM generate_series(0, 7300) AS n WHERE n %% 5 < 3) AS loads
                """, ada);
        for (int year = 0; year < 10; year++) {
            LoadRange range = new LoadRange(daysAgo(365 * (year + 1)), daysAgo(365 * year));
            assertEquals(
                    plain.read(ada.id(), Metric.TRIMP, range),
                    stored.read(ada.id(), Metric.TRIMP, range),
                    "year " + year);
        }
    }

    /** Does one thing that changes what figures are of. */
    private void act(TestUser ada, Random random) {
        LocalDate day = daysAgo(random.nextInt(DAYS) - 1);
        String some = " WHERE (user_id, activity_id, metric) IN (SELECT user_id, activity_id, metric FROM activity_load"
                + " WHERE user_id = '%s' ORDER BY activity_id LIMIT 1)";
        switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> {
                for (int i = random.nextInt(4); i >= 0; i--) {
                    Double load = random.nextInt(8) == 0 ? null : Double.valueOf(random.nextInt(400) / 3.0);
                    add(database, ada, metric(random), day, load);
                }
            }
            case 4 ->
                run(database, "UPDATE activity_load SET value = 11.1, reason = NULL, day = '" + day + "'" + some, ada);
            case 5 -> run(database, "UPDATE activity_load SET value = NULL, reason = 'no-sex'" + some, ada);
            case 6 -> run(database, "DELETE FROM activity_load" + some, ada);
            case 7, 8 -> {
                List<String> gaps = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    LocalDate from = daysAgo(i * 30);
                    gaps.add("{\"from\":\"%s\",\"to\":\"%s\"}".formatted(from, from.plusDays(random.nextInt(29))));
                }
                ada.sends("{\"gaps\":[" + String.join(",", gaps) + "]}")
                        .put(PATH + "/gaps")
                        .then()
                        .statusCode(200);
            }
            default -> {
                String zone = ZONES.get(random.nextInt(ZONES.size()));
                run(
                        database,
                        "INSERT INTO athlete (user_id, time_zone) VALUES ('%s', '" + zone + "')"
                                + " ON CONFLICT (user_id) DO UPDATE SET time_zone = excluded.time_zone",
                        ada);
            }
        }
    }

    private static Metric metric(Random random) {
        return random.nextBoolean() ? Metric.SRPE : Metric.TRIMP;
    }

    private void assertBothSayTheSame(TestUser ada, Random random, String when) {
        LoadRange all = new LoadRange(daysAgo(DAYS + 2), null);
        LocalDate from = daysAgo(random.nextInt(DAYS));
        for (LoadRange range : List.of(all, new LoadRange(from, from.plusDays(random.nextInt(40))))) {
            Metric metric = metric(random);
            assertEquals(plain.read(ada.id(), metric, range), stored.read(ada.id(), metric, range), when);
        }
    }

    private void computeFromScratch(TestUser ada) {
        run(database, "DELETE FROM load_day WHERE user_id = '%s'", ada);
        run(database, "INSERT INTO load_change (user_id, from_day) VALUES ('%s', '-infinity')", ada);
        drain.run(new UncancelledRun());
    }

    private List<String> kept(TestUser user) {
        return database.list(
                "SELECT d::text FROM load_day d WHERE user_id = ? ORDER BY metric, day",
                row -> row.getString(1),
                user.id());
    }
}

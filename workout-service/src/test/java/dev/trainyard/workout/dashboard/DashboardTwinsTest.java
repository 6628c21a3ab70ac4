package dev.trainyard.workout.dashboard;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.Plan;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The one query answers what the simple ones do, whatever was done and wherever the user is. */
@QuarkusTest
class DashboardTwinsTest {

    private static final List<String> ZONES = List.of(
            "UTC", "Pacific/Kiritimati", "Pacific/Niue", "America/Havana", "Asia/Kathmandu", "Australia/Lord_Howe");

    @InjectDatabase
    EmbeddedDatabase database;

    @Inject
    OneQueryDashboards fast;

    @Inject
    SeparateQueriesDashboards plain;

    /** Some years of training, with gaps, workouts without sets, warm-ups, and some in the future. */
    private void train(TestUser user, Random random) throws SQLException {
        try (var admin = database.connectAsAdmin();
                var statement = admin.createStatement()) {
            statement.execute("""
                    SET search_path = workout;
                    SELECT setseed(%2$s);
                    INSERT INTO preference (user_id, time_zone, weight_unit, week_start)
                    VALUES ('%1$s', '%3$s', '%4$s', (ARRAY['monday', 'sunday', 'saturday'])[%7$d]);
                    INSERT INTO exercise (user_id, name) SELECT '%1$s', 'Exercise ' || e FROM generate_series(1, 5) e;
                    INSERT INTO workout (user_id, started_at, finished_at)
                    SELECT '%1$s', at, at
                    FROM (SELECT now() + interval '1 day' - random() * interval '%5$d days' AS at
                          FROM generate_series(1, %6$d)) AS starts;
                    INSERT INTO workout_set (user_id, workout_id, exercise_id, number, type, weight_kg, unit, reps,
                                             performed_at)
                    SELECT '%1$s', w.id, (SELECT id FROM exercise WHERE user_id = '%1$s' AND w.id IS NOT NULL
                                          ORDER BY random() LIMIT 1),
                           n, (ARRAY['working', 'warmup', 'drop'])[1 + floor(random() * 3)::int],
                           floor(random() * 10) * 2.5, 'kg', 1 + floor(random() * 9)::int, w.started_at
                    FROM workout w, generate_series(1, 3) n
                    WHERE w.user_id = '%1$s' AND random() < 0.6;
                    """.formatted(
                            user.id(),
                            random.nextDouble(),
                            ZONES.get(random.nextInt(ZONES.size())),
                            random.nextBoolean() ? "kg" : "lb",
                            10 + random.nextInt(600),
                            1 + random.nextInt(80),
                            1 + random.nextInt(3)));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void bothAnswerTheSame(long seed) throws SQLException {
        Random random = new Random(seed);
        TestUser ada = TestUser.fresh();
        train(ada, random);
        for (String zone : ZONES) {
            Optional<ZoneId> wanted = random.nextBoolean() ? Optional.empty() : Optional.of(ZoneId.of(zone));
            int days = 1 + random.nextInt(366);
            assertEquals(
                    plain.read(ada.id(), wanted, days),
                    fast.read(ada.id(), wanted, days),
                    "seed " + seed + ", " + wanted + ", " + days + " days");
        }
    }

    @Test
    void onlyTheUsersRowsAreTouched() throws SQLException {
        for (int user = 0; user < 20; user++) {
            train(TestUser.fresh(), new Random(user));
        }
        try (var admin = database.connectAsAdmin();
                var statement = admin.createStatement()) {
            statement.execute("ANALYZE workout.workout, workout.workout_set, workout.exercise, workout.preference");
        }
        assertThat(
                Plan.of(database, "workout", OneQueryDashboards.READ),
                allOf(
                        containsString("ix_workout_started_at on workout"),
                        containsString("uq_workout_set_number on workout_set"),
                        containsString("pk_preference on preference"),
                        containsString("pk_exercise on exercise"),
                        not(containsString("Seq Scan"))));
    }
}

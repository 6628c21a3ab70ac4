package dev.trainyard.training.activityload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever is written, and in whatever order: the stored loads are those of what is there. */
@QuarkusTest
class LoadTriggerTest {

    @InjectDatabase
    EmbeddedDatabase database;

    @Inject
    LoadInputStore inputs;

    private final String ada = TestUser.fresh().id();
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = database.connectAs("training_app");
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    private int run(String sql, Object... parameters) throws SQLException {
        return run(connection, sql, parameters);
    }

    private static int run(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        }
    }

    /** A run of an hour at noon of each of so many days from 2026-01-01 on. */
    private void runDaily(int days) throws SQLException {
        run("""
                INSERT INTO activity (user_id, type, started_at, duration_seconds, distance_meters, average_heart_rate)
                SELECT ?, 'run', timestamptz '2026-01-01 12:00Z' + day * interval '1 day', 3600, 10000, 150
                FROM generate_series(0, ? - 1) AS day
                """, ada, days);
    }

    /** Each stored load by its key, with the place of its row, which every change moves. */
    private Map<String, String> places() throws SQLException {
        return rows(
                "SELECT day || ' ' || metric || ' ' || activity_id, ctid::text FROM activity_load WHERE user_id = ?");
    }

    private Map<String, String> rows(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, ada);
            Map<String, String> rows = new LinkedHashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.put(row.getString(1), row.getString(2));
                }
            }
            return rows;
        }
    }

    private void everyLoadIsThatOfItsActivity() throws SQLException {
        Map<String, String> wrong = rows("""
                WITH mine AS (SELECT ?::text AS user_id),
                stored AS (
                    SELECT user_id, activity_id, metric, day, value, reason, formula FROM activity_load
                    WHERE user_id = (TABLE mine)),
                right_ones AS (SELECT * FROM computed_load WHERE user_id = (TABLE mine))
                (SELECT 'stored ' || stored::text, NULL FROM (TABLE stored EXCEPT TABLE right_ones) AS stored)
                UNION ALL
                (SELECT 'missing ' || missing::text, NULL FROM (TABLE right_ones EXCEPT TABLE stored) AS missing)
                """);
        assertEquals(Map.of(), wrong);
    }

    private void everyLoadIsWhatTheExplanationSays() throws SQLException {
        Map<String, String> values =
                rows("SELECT activity_id || ' ' || metric, value::text FROM activity_load WHERE user_id = ?");
        Map<String, String> words = rows("""
                SELECT activity_id || ' ' || metric, concat_ws(' ', day, formula, reason)
                FROM activity_load WHERE user_id = ?
                """);
        for (String id : rows("SELECT id, NULL FROM activity WHERE user_id = ?").keySet()) {
            UUID activity = UUID.fromString(id);
            LoadExplanation explanation =
                    LoadExplanation.of(activity, inputs.find(ada, activity).orElseThrow());
            for (ExplainedLoad load : explanation.loads()) {
                String key = id + " " + load.metric().code();
                String reason = load.reason() == null ? "" : " " + load.reason();
                assertEquals(explanation.day() + " " + load.formula() + reason, words.remove(key), key);
                String value = values.remove(key);
                if (load.value() != null) {
                    assertEquals(load.value().doubleValue(), Double.parseDouble(value), 1e-4, key);
                }
            }
        }
        assertEquals(Map.of(), words);
    }

    @Test
    void loadsFollowWhateverIsWritten() throws SQLException {
        Random random = new Random(20260328);
        for (int i = 0; i < 300; i++) {
            writeSomething(random);
            everyLoadIsThatOfItsActivity();
        }
        everyLoadIsWhatTheExplanationSays();
    }

    private void writeSomething(Random random) throws SQLException {
        String zone = List.of("UTC", "Pacific/Kiritimati", "America/New_York", "Europe/Berlin")
                .get(random.nextInt(4));
        int day = random.nextInt(60);
        int rate = 130 + random.nextInt(50);
        switch (random.nextInt(9)) {
            case 0, 1, 2 -> run("""
                        WITH added AS (
                            INSERT INTO activity (user_id, type, started_at, duration_seconds, moving_seconds,
                                distance_meters, elevation_gain_meters, average_heart_rate, rpe)
                            SELECT ?, (ARRAY['run', 'ride', 'swim', 'strength', 'other'])[1 + ? % 5],
                                   timestamptz '2026-01-01' + ? * interval '1 day' + n * interval '7 hours', 3600,
                                   nullif(n * 1000, 1000), nullif(n * 10000, 20000), n * 100, ?, nullif(n, 3)
                            FROM generate_series(1, 3) AS n
                            RETURNING user_id, id, average_heart_rate)
                        INSERT INTO activity_heart_rate (user_id, activity_id, stream, sample_count, rates, seconds)
                        SELECT user_id, id, '\\x00', 1, ARRAY[average_heart_rate - 30, average_heart_rate],
                               ARRAY[600, 1200]
                        FROM added LIMIT 2
                        """, ada, random.nextInt(5), day, rate);
            case 3 -> run("""
                        INSERT INTO athlete (user_id, sex, time_zone) VALUES (?, ?, ?)
                        ON CONFLICT (user_id) DO UPDATE SET sex = excluded.sex, time_zone = excluded.time_zone
                        """, ada, random.nextInt(3) == 0 ? null : "female", zone);
            case 4, 5 -> run("""
                        WITH made AS (INSERT INTO athlete (user_id) VALUES (?) ON CONFLICT DO NOTHING)
                        INSERT INTO athlete_heart_rate (user_id, effective_from, resting, max, vt1, vt2)
                        SELECT ?, date '2026-01-01' + (? + n * 3), 50, ?, 120, 150 FROM generate_series(0, 1) AS n
                        ON CONFLICT (user_id, effective_from) DO UPDATE SET max = excluded.max
                        """, ada, ada, day, rate + 20);
            case 6 -> run("""
                        UPDATE athlete_heart_rate SET effective_from = effective_from + 100
                        WHERE user_id = ? AND effective_from >= date '2026-01-01' + ?
                          AND NOT EXISTS (SELECT FROM athlete_heart_rate WHERE user_id = ? AND effective_from > '2026-04-01')
                        """, ada, day, ada);
            case 7 ->
                run(
                        random.nextBoolean()
                                ? "DELETE FROM athlete_heart_rate WHERE user_id = ? AND effective_from < date '2026-01-01' + ?"
                                : "DELETE FROM activity_heart_rate WHERE (user_id, activity_id) IN (SELECT user_id, id"
                                        + " FROM activity WHERE user_id = ? AND started_at < date '2026-01-01' + ?)",
                        ada,
                        day / 2);
            default ->
                run(
                        random.nextInt(3) == 0
                                ? "DELETE FROM activity WHERE user_id = ? AND started_at::date = date '2026-01-01' + ?"
                                : "UPDATE activity SET rpe = 8, started_at = started_at + interval '9 hours', type = 'run'"
                                        + " WHERE user_id = ? AND started_at::date = date '2026-01-01' + ?",
                        ada,
                        day);
        }
    }

    @Test
    void deletedAthleteIsUnknownAgain() throws SQLException {
        runDaily(3);
        run("INSERT INTO athlete (user_id, sex, time_zone) VALUES (?, 'male', 'Asia/Tokyo')", ada);
        run(
                "INSERT INTO athlete_heart_rate (user_id, effective_from, resting, max) VALUES (?, '2026-01-02', 50, 190)",
                ada);
        run("DELETE FROM athlete WHERE user_id = ?", ada);
        everyLoadIsThatOfItsActivity();
    }

    @Test
    void changeOfHeartRatesTouchesTheirDaysOnly() throws SQLException {
        runDaily(30);
        run("INSERT INTO athlete (user_id, sex) VALUES (?, 'male')", ada);
        run("""
                INSERT INTO athlete_heart_rate (user_id, effective_from, resting, max)
                VALUES (?, '2026-01-05', 50, 190), (?, '2026-01-10', 50, 190), (?, '2026-01-20', 50, 190)
                """, ada, ada, ada);
        Map<String, String> before = places();

        run("UPDATE athlete_heart_rate SET max = 185 WHERE user_id = ? AND effective_from = '2026-01-10'", ada);

        List<String> touched = new ArrayList<>();
        places().forEach((key, place) -> {
            if (!place.equals(before.get(key))) {
                touched.add(key.substring(0, key.lastIndexOf(' ')));
            }
        });
        touched.sort(null);
        assertEquals(
                List.of(
                        "2026-01-10 trimp",
                        "2026-01-11 trimp",
                        "2026-01-12 trimp",
                        "2026-01-13 trimp",
                        "2026-01-14 trimp",
                        "2026-01-15 trimp",
                        "2026-01-16 trimp",
                        "2026-01-17 trimp",
                        "2026-01-18 trimp",
                        "2026-01-19 trimp"),
                touched);
    }

    @Test
    void whatChangesNoLoadWritesNone() throws SQLException {
        runDaily(3);
        run("INSERT INTO athlete (user_id, sex) VALUES (?, 'male')", ada);
        run(
                "INSERT INTO athlete_heart_rate (user_id, effective_from, resting, max) VALUES (?, '2026-01-01', 50, 190)",
                ada);
        Map<String, String> before = places();

        run("UPDATE activity SET name = 'Tempo', version = version + 1 WHERE user_id = ?", ada);
        run("UPDATE athlete SET birth_year = 1991 WHERE user_id = ?", ada);
        run("UPDATE athlete_heart_rate SET threshold = 170 WHERE user_id = ?", ada);
        run(
                "INSERT INTO athlete_heart_rate (user_id, effective_from, resting, max) VALUES (?, '2026-01-02', 50, 190)",
                ada);

        assertEquals(before, places());
    }

    @Test
    void otherUsersLoadsStay() throws SQLException {
        runDaily(3);
        Map<String, String> before = places();
        String bob = TestUser.fresh().id();
        run("INSERT INTO athlete (user_id, sex, time_zone) VALUES (?, 'male', 'Asia/Tokyo')", bob);
        run(
                "INSERT INTO athlete_heart_rate (user_id, effective_from, resting, max) VALUES (?, '2020-01-01', 50, 190)",
                bob);
        assertEquals(before, places());
    }

    @Test
    void statementAboutMoreUsersThanTheServerHasLocksPasses() throws SQLException {
        run("""
                INSERT INTO activity (user_id, type, started_at, duration_seconds)
                SELECT ? || n, 'run', timestamptz '2026-01-01 12:00Z', 3600 FROM generate_series(1, 10000) AS n
                """, ada);
        int deleted = run("DELETE FROM activity WHERE starts_with(user_id, ?)", ada);
        assertEquals(10_000, deleted);
    }

    @Test
    void newDayFollowsTheTimeZone() throws SQLException {
        runDaily(1);
        Map<String, String> before = places();
        run("INSERT INTO athlete (user_id, time_zone) VALUES (?, 'Pacific/Kiritimati')", ada);
        assertNotEquals(before, places());
        assertEquals(
                Map.of("2026-01-02", "5"),
                rows("SELECT day, count(*) FROM activity_load WHERE user_id = ? GROUP BY day"));
    }

    @Test
    void loadsAreRightAlsoWhenEverybodyWritesAtOnce() throws Exception {
        List<Callable<Integer>> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int seed = i;
            writers.add(() -> writeAtOnce(new Random(seed)));
        }
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (Future<Integer> writer : threads.invokeAll(writers)) {
                writer.get();
            }
        }
        everyLoadIsThatOfItsActivity();
    }

    private int writeAtOnce(Random random) throws SQLException {
        try (Connection own = database.connectAs("training_app")) {
            int written = 0;
            for (int i = 0; i < 25; i++) {
                int day = random.nextInt(30);
                written += switch (random.nextInt(5)) {
                    case 0 -> run(own, """
                                WITH made AS (INSERT INTO athlete (user_id) VALUES (?) ON CONFLICT DO NOTHING)
                                INSERT INTO athlete_heart_rate (user_id, effective_from, resting, max)
                                VALUES (?, date '2026-01-01' + ?, 50, ?)
                                ON CONFLICT (user_id, effective_from) DO UPDATE SET max = excluded.max
                                """, ada, ada, day, 180 + random.nextInt(20));
                    case 1 ->
                        run(
                                own,
                                """
                                INSERT INTO athlete (user_id, sex, time_zone) VALUES (?, ?, ?)
                                ON CONFLICT (user_id) DO UPDATE SET sex = excluded.sex, time_zone = excluded.time_zone
                                """,
                                ada,
                                random.nextBoolean() ? "male" : "female",
                                random.nextBoolean() ? "Asia/Tokyo" : "UTC");
                    case 2 ->
                        run(
                                own,
                                "DELETE FROM activity WHERE user_id = ? AND started_at::date = date '2026-01-01' + ?",
                                ada,
                                day);
                    default -> run(own, """
                                INSERT INTO activity (user_id, type, started_at, duration_seconds, average_heart_rate)
                                VALUES (?, 'run', timestamptz '2026-01-01 20:00Z' + ? * interval '1 day', 3600, 150)
                                """, ada, day);
                };
            }
            return written;
        }
    }
}

package dev.trainyard.workout.aggregate;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.Plan;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
class AggregateIndexTest {

    @InjectDatabase
    EmbeddedDatabase database;

    /** Enough rows, of enough users, for PostgreSQL to tell one index from another. */
    @BeforeEach
    void manyUsersWithSomeFigures() throws SQLException {
        try (var admin = database.connectAsAdmin();
                var statement = admin.createStatement()) {
            statement.execute("""
                    SET search_path = workout;
                    INSERT INTO exercise_daily (user_id, exercise_id, day, workouts, sets, warmup_sets, reps, volume_kg)
                    SELECT 'figures-' || u, md5(u || ' ' || e)::uuid, date '2026-01-01' + d, 1, 1, 0, 5, 500
                    FROM generate_series(1, 30) u, generate_series(1, 10) e, generate_series(1, 40) d
                    ON CONFLICT DO NOTHING;
                    INSERT INTO exercise_weekly (user_id, exercise_id, week_start, workouts, sets, warmup_sets, reps,
                                                 volume_kg, best_e1rm_kg, best_e1rm_reps)
                    SELECT 'figures-' || u, md5(u || ' ' || e)::uuid, date '2026-01-05' + 7 * d, 1, 1, 0, 5, 500, 100, 5
                    FROM generate_series(1, 30) u, generate_series(1, 10) e, generate_series(1, 40) d
                    ON CONFLICT DO NOTHING;
                    INSERT INTO exercise_monthly (user_id, exercise_id, month, workouts, sets, warmup_sets, reps, volume_kg)
                    SELECT 'figures-' || u, md5(u || ' ' || e)::uuid, date '2026-01-01' + d * interval '1 month', 1, 1, 0,
                           5, 500
                    FROM generate_series(1, 30) u, generate_series(1, 10) e, generate_series(1, 40) d
                    ON CONFLICT DO NOTHING;
                    INSERT INTO aggregate_version (user_id) SELECT 'figures-' || u FROM generate_series(1, 30) u
                    ON CONFLICT DO NOTHING;
                    INSERT INTO trend_version SELECT * FROM aggregate_version WHERE user_id LIKE 'figures-%'
                    ON CONFLICT DO NOTHING;
                    REFRESH MATERIALIZED VIEW exercise_trends;
                    ANALYZE exercise_daily, exercise_weekly, exercise_monthly, aggregate_version, trend_version,
                            exercise_trends, workout, workout_set, aggregate_queue
                    """);
        }
    }

    /** Each index and the query that it is there for. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "pk_exercise_daily|SELECT sets FROM exercise_daily WHERE user_id = 'figures-7' AND (day, exercise_id) > ('2026-01-20', '0198c0de-0000-7000-8000-000000000000'::uuid) ORDER BY day, exercise_id LIMIT 51",
                "pk_exercise_weekly|SELECT sets FROM exercise_weekly WHERE user_id = 'figures-7' AND (week_start, exercise_id) > ('2026-01-20', '0198c0de-0000-7000-8000-000000000000'::uuid) ORDER BY week_start, exercise_id LIMIT 51",
                "pk_exercise_monthly|SELECT sets FROM exercise_monthly WHERE user_id = 'figures-7' AND (month, exercise_id) > ('2026-01-20', '0198c0de-0000-7000-8000-000000000000'::uuid) ORDER BY month, exercise_id LIMIT 51",
                "uq_exercise_trends_week|SELECT e1rm_kg FROM exercise_trends WHERE user_id = 'figures-7' AND (week_start, exercise_id) > ('2026-01-20', '0198c0de-0000-7000-8000-000000000000'::uuid) ORDER BY week_start, exercise_id LIMIT 51",
                "pk_aggregate_queue|SELECT started_at FROM aggregate_queue WHERE user_id = 'figures-7'",
                "ix_aggregate_queue_id|SELECT user_id FROM aggregate_queue ORDER BY id LIMIT 500 FOR UPDATE SKIP LOCKED",
                "pk_aggregate_version|SELECT version FROM aggregate_version WHERE user_id = 'figures-7'",
                "pk_trend_version|SELECT version FROM trend_version WHERE user_id = 'figures-7'",
            })
    void indexServesItsQuery(String index, String query) throws SQLException {
        assertThat(Plan.of(database, "workout", query), containsString(index));
    }

    @ParameterizedTest
    @EnumSource
    void readingTouchesTheUsersRowsAlone(Granularity granularity) throws SQLException {
        String read =
                FigureSource.STORED.with(granularity) + " SELECT * FROM figures ORDER BY period, exercise_id LIMIT 51";
        assertThat(
                Plan.of(database, "workout", read),
                allOf(
                        containsString("pk_" + granularity.table() + " on " + granularity.table()),
                        containsString("pk_aggregate_queue on aggregate_queue"),
                        containsString("ix_workout_started_at on workout"),
                        not(containsString("Seq Scan"))));
    }
}

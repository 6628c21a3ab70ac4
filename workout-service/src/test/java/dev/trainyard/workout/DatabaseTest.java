package dev.trainyard.workout;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.MigrationRoundTrip;
import dev.trainyard.testkit.Plan;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class DatabaseTest {

    @InjectDatabase
    EmbeddedDatabase database;

    @Test
    void migrationsGoForthAndBackAndForth() throws Exception {
        MigrationRoundTrip.check(database, "workout");
    }

    /** Enough rows, of enough users, for PostgreSQL to tell one index from another. */
    @BeforeEach
    void manyUsersWithSomeSets() throws Exception {
        try (var admin = database.connectAsAdmin();
                var statement = admin.createStatement()) {
            statement.execute("""
                    SET search_path = workout;
                    INSERT INTO import (user_id, id, format)
                    SELECT 'plan-' || u, md5(u || ' ' || i)::uuid, 'strong'
                    FROM generate_series(1, 50) u, generate_series(1, 5) i ON CONFLICT DO NOTHING;
                    INSERT INTO exercise (user_id, id, name, import_id)
                    SELECT 'plan-' || u, md5(u || ' ' || e)::uuid, 'Exercise ' || e, md5(u || ' ' || (e % 5 + 1))::uuid
                    FROM generate_series(1, 50) u, generate_series(1, 20) e ON CONFLICT DO NOTHING;
                    INSERT INTO workout (user_id, id, started_at, finished_at, import_id, source_key)
                    SELECT 'plan-' || u, md5(u || ' ' || w)::uuid, now() - w * interval '1 day', now(),
                           md5(u || ' ' || (w % 5 + 1))::uuid, md5(u || ' ' || w)::uuid
                    FROM generate_series(1, 50) u, generate_series(1, 40) w ON CONFLICT DO NOTHING;
                    INSERT INTO workout_set (user_id, id, workout_id, exercise_id, number, type, weight_kg, unit, reps,
                                             performed_at, import_id, source_key)
                    SELECT 'plan-' || u, md5(u || ' ' || w || ' ' || n)::uuid, md5(u || ' ' || w)::uuid,
                           md5(u || ' ' || ((n + w) % 20 + 1))::uuid, n, 'working', n, 'kg', 5, now(),
                           md5(u || ' ' || (w % 5 + 1))::uuid, md5(u || ' ' || w || ' ' || n)::uuid
                    FROM generate_series(1, 50) u, generate_series(1, 40) w, generate_series(1, 10) n
                    ON CONFLICT DO NOTHING;
                    INSERT INTO personal_record
                    SELECT 'plan-' || u, md5(u || ' ' || e)::uuid, 'reps_at_weight', k, 5, uuidv7(), k, 5, now()
                    FROM generate_series(1, 50) u, generate_series(1, 20) e, generate_series(1, 10) k
                    ON CONFLICT DO NOTHING;
                    ANALYZE import, exercise, workout, workout_set, personal_record
                    """);
        }
    }

    /** Each index and the query that it is there for. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "uq_workout_active|SELECT id FROM workout WHERE user_id = 'plan-7' AND finished_at IS NULL",
                "ix_workout_started_at|SELECT id FROM workout WHERE user_id = 'plan-7' AND (started_at, id) < (now(), '0198c0de-0000-7000-8000-000000000000'::uuid) ORDER BY started_at DESC, id DESC LIMIT 51",
                "uq_workout_source|SELECT id FROM workout WHERE user_id = 'plan-7' AND source_key = '0198c0de-0000-7000-8000-000000000000'::uuid",
                "ix_workout_import|DELETE FROM workout WHERE user_id = 'plan-7' AND import_id = '0198c0de-0000-7000-8000-000000000000'::uuid",
                "uq_workout_set_number|SELECT id FROM workout_set WHERE user_id = 'plan-7' AND workout_id = '0198c0de-0000-7000-8000-000000000000'::uuid ORDER BY number",
                "ix_workout_set_exercise|SELECT id FROM workout_set WHERE user_id = 'plan-7' AND exercise_id = '0198c0de-0000-7000-8000-000000000000'::uuid",
                "uq_workout_set_source|SELECT id FROM workout_set WHERE user_id = 'plan-7' AND source_key = '0198c0de-0000-7000-8000-000000000000'::uuid",
                "ix_workout_set_import|SELECT DISTINCT exercise_id FROM workout_set WHERE user_id = 'plan-7' AND import_id = '0198c0de-0000-7000-8000-000000000000'::uuid",
                "uq_exercise_name|SELECT id FROM exercise WHERE user_id = 'plan-7' AND name_key > 'a' ORDER BY name_key LIMIT 51",
                "ix_exercise_import|DELETE FROM exercise WHERE user_id = 'plan-7' AND import_id = '0198c0de-0000-7000-8000-000000000000'::uuid",
                "pk_personal_record|SELECT value FROM personal_record WHERE user_id = 'plan-7' AND (exercise_id, kind, at_weight_kg) > ('0198c0de-0000-7000-8000-000000000000'::uuid, 'e1rm', 0) ORDER BY exercise_id, kind, at_weight_kg LIMIT 51",
                "pk_record_event|SELECT id FROM record_event WHERE user_id = ? AND id < ?::uuid ORDER BY id DESC LIMIT ?",
                "ix_record_event_exercise|SELECT id FROM record_event WHERE user_id = ? AND exercise_id = ? AND id < ?::uuid ORDER BY id DESC LIMIT ?",
                "pk_body_weight|SELECT weight_kg FROM body_weight WHERE user_id = ? AND day <= ?::date ORDER BY day DESC LIMIT 1",
                "pk_import|SELECT id FROM import WHERE user_id = 'plan-7' AND id < '0198c0de-0000-7000-8000-000000000000'::uuid ORDER BY id DESC LIMIT 51",
            })
    void indexServesItsQuery(String index, String query) throws Exception {
        assertThat(Plan.of(database, "workout", query), containsString(index));
    }
}

package dev.trainyard.workout;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.DocumentedIndexes;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.MigrationRoundTrip;
import dev.trainyard.testkit.Plan;
import dev.trainyard.testkit.SchemaRules;
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

    @Test
    void indexesAreNeededAndWrittenDown() throws Exception {
        SchemaRules.check(database, "workout", DocumentedIndexes.of("workout"));
    }

    @BeforeEach
    void fill() throws Exception {
        TrainedUsers.insert(database);
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

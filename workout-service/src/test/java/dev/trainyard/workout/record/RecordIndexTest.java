package dev.trainyard.workout.record;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.Plan;
import dev.trainyard.workout.TrainedUsers;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RecordIndexTest {

    @InjectDatabase
    EmbeddedDatabase database;

    @BeforeEach
    void fill() throws Exception {
        TrainedUsers.insert(database);
    }

    @Test
    void recordsAreRecomputedFromTheSetsOfTheExerciseAlone() throws Exception {
        String plan = plan(RecordLedger.RECOMPUTE);
        assertThat(plan, containsString("Index Scan using ix_workout_set_exercise on workout_set"));
        assertThat(plan, containsString("Conflict Arbiter Indexes: pk_personal_record"));
    }

    @Test
    void volumesAreCountedFromTheSetsOfTheWorkoutAlone() throws Exception {
        String plan = plan(RecordLedger.COUNT_WORKOUT);
        assertThat(plan, containsString("using uq_workout_set_number on workout_set"));
    }

    @Test
    void pageOfRecordsIsReadFromTheKeyInItsOrder() throws Exception {
        for (String sql : List.of(RecordStore.PAGE_OF_ALL, RecordStore.PAGE_OF_ONE)) {
            assertThat(plan(sql), containsString("Index Scan using pk_personal_record on personal_record"));
        }
    }

    @Test
    void historyIsReadFromItsKeyInItsOrder() throws Exception {
        assertThat(plan(RecordStore.HISTORY_OF_ALL), containsString("using pk_record_event on record_event"));
    }

    @Test
    void historyOfExerciseIsReadFromItsIndex() throws Exception {
        assertThat(plan(RecordStore.HISTORY_OF_ONE), containsString("using ix_record_event_exercise on record_event"));
    }

    private String plan(String sql) throws Exception {
        String plan = Plan.of(database, "workout", sql);
        assertThat(plan, not(containsString("Seq Scan")));
        return plan;
    }
}

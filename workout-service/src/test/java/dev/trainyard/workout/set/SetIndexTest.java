package dev.trainyard.workout.set;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.Plan;
import dev.trainyard.workout.TrainedUsers;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SetIndexTest {

    @InjectDatabase
    EmbeddedDatabase database;

    @BeforeEach
    void fill() throws Exception {
        TrainedUsers.insert(database);
    }

    @Test
    void setOfKnownExerciseIsAddedByKeys() throws Exception {
        String plan = plan(SetStore.ADD_BY_ID);
        assertThat(plan, containsString("Index Scan using pk_workout on workout"));
        assertThat(plan, containsString("Index Scan using pk_exercise on exercise"));
        assertThat(plan, containsString("Conflict Arbiter Indexes: pk_personal_record"));
    }

    @Test
    void setOfNamedExerciseIsAddedByKeys() throws Exception {
        String plan = plan(SetStore.ADD_BY_NAME);
        assertThat(plan, containsString("Index Scan using pk_workout on workout"));
        assertThat(plan, containsString("Index Scan using uq_exercise_name on exercise"));
        assertThat(plan, containsString("Conflict Arbiter Indexes: uq_exercise_name"));
        assertThat(plan, containsString("Conflict Arbiter Indexes: pk_personal_record"));
    }

    @Test
    void batchIsAddedByKeys() throws Exception {
        String plan = plan(SetBatchStore.ADD);
        assertThat(plan, containsString("pk_workout_set"));
        assertThat(plan, containsString("pk_body_weight"));
        assertThat(plan, containsString("Conflict Arbiter Indexes: pk_workout_set"));
    }

    private String plan(String sql) throws Exception {
        String plan = Plan.of(database, "workout", sql);
        assertThat(plan, not(containsString("Seq Scan")));
        return plan;
    }
}

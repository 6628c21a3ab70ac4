package dev.trainyard.workout.workout;

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
class WorkoutIndexTest {

    @InjectDatabase
    EmbeddedDatabase database;

    @BeforeEach
    void fill() throws Exception {
        TrainedUsers.insert(database);
    }

    @Test
    void pageIsReadFromTheIndexInItsOrder() throws Exception {
        String plan = plan(WorkoutStore.LIST);
        assertThat(plan, containsString("ix_workout_started_at"));
        assertThat(plan, containsString("Index Only Scan using uq_workout_set_number"));
        assertThat(plan, not(containsString("Sort")));
    }

    @Test
    void activeWorkoutIsFoundByItsIndex() throws Exception {
        String plan = plan(WorkoutStore.READ_ACTIVE);
        assertThat(plan, containsString("Index Scan using uq_workout_active on workout"));
        assertThat(plan, containsString("Index Scan using uq_workout_set_number on workout_set"));
    }

    @Test
    void workoutIsReadWithItsSetsByKeys() throws Exception {
        String plan = plan(WorkoutStore.READ_ONE);
        assertThat(plan, containsString("Index Scan using pk_workout on workout"));
        assertThat(plan, containsString("Index Scan using uq_workout_set_number on workout_set"));
    }

    @Test
    void exercisesOfWorkoutAreAmongItsSets() throws Exception {
        assertThat(
                plan(WorkoutStore.EXERCISES), containsString("Index Scan using uq_workout_set_number on workout_set"));
    }

    private String plan(String sql) throws Exception {
        String plan = Plan.of(database, "workout", sql);
        assertThat(plan, not(containsString("Seq Scan")));
        return plan;
    }
}

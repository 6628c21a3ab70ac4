package dev.trainyard.workout.dashboard;

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
class DashboardIndexTest {

    @InjectDatabase
    EmbeddedDatabase database;

    @BeforeEach
    void fill() throws Exception {
        TrainedUsers.insert(database);
    }

    @Test
    void dashboardReadsItsDaysAlone() throws Exception {
        String plan = plan(OneQueryDashboards.READ);
        assertThat(plan, containsString("ix_workout_started_at"));
        assertThat(plan, containsString("Index Scan using uq_workout_set_number on workout_set"));
    }

    private String plan(String sql) throws Exception {
        String plan = Plan.of(database, "workout", sql);
        assertThat(plan, not(containsString("Seq Scan")));
        return plan;
    }
}

package dev.trainyard.workout.aggregate;

import static org.awaitility.Awaitility.await;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import dev.trainyard.workout.Training;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The service by itself, without a test that says when. */
@QuarkusTest
@TestProfile(AggregateScheduleTest.AsInProduction.class)
class AggregateScheduleTest {

    public static class AsInProduction implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("trainyard.aggregates.every", "1s", "trainyard.trends.refresh-every", "1s");
        }
    }

    @InjectDatabase
    EmbeddedDatabase database;

    @Test
    void finishedWorkoutReachesTheViewOfTrends() {
        TestUser ada = TestUser.fresh();
        String workout = Training.start(ada);
        Training.add(ada, workout, "Squat", "100", 5);
        Training.finish(ada, workout);
        await().atMost(Duration.ofSeconds(20)).until(() -> weeksInView(ada) == 1);
    }

    private int weeksInView(TestUser user) throws Exception {
        try (var admin = database.connectAsAdmin();
                var statement = admin.createStatement();
                var rows = statement.executeQuery(
                        "SELECT count(*) FROM workout.exercise_trends WHERE user_id = '" + user.id() + "'")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}

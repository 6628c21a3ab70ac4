package dev.trainyard.training.load;

import static dev.trainyard.training.load.RecordedLoads.add;
import static dev.trainyard.training.load.RecordedLoads.count;
import static dev.trainyard.training.load.RecordedLoads.daysAgo;
import static org.awaitility.Awaitility.await;

import dev.trainyard.kit.database.Database;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The service by itself, without a test that says when. */
@QuarkusTest
@TestProfile(LoadScheduleTest.AsInProduction.class)
class LoadScheduleTest {

    public static class AsInProduction implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("trainyard.load.recompute-every", "1s", "trainyard.jobs.enabled", "true");
        }
    }

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @Inject
    Database database;

    private final TestUser ada = TestUser.fresh();

    @Test
    void changeReachesTheFiguresThoughNobodyReads() {
        add(database, ada, Metric.TRIMP, daysAgo(1), 10.0);
        await().atMost(Duration.ofSeconds(30)).until(() -> days() == 2);
    }

    @Test
    void orderIsWorkedOn() {
        add(database, ada, Metric.TRIMP, daysAgo(1), 10.0);
        TestUser admin = TestUser.fresh("admin");
        URI recompute = management.resolve("/monitoring/load/recompute");
        admin.request().post(recompute).then().statusCode(200);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> admin.request().get(recompute).path("state").equals("done"));
    }

    private long days() {
        return count(database, "SELECT count(*) FROM load_day WHERE user_id = '%s' AND metric = 'trimp'", ada);
    }
}

package dev.trainyard.training.load;

import static dev.trainyard.training.load.RecordedLoads.PATH;
import static dev.trainyard.training.load.RecordedLoads.add;
import static dev.trainyard.training.load.RecordedLoads.daysAgo;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;

import dev.trainyard.kit.database.Database;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LoadRolloutTest {

    private static final String ROLLOUT = "/monitoring/rollouts/set-based-acwr";

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @Inject
    Database database;

    private final TestUser admin = TestUser.fresh("admin");
    private final TestUser ada = TestUser.fresh();

    @AfterEach
    void asUsual() {
        roll(100, 10);
    }

    /** Nothing may be written while both are compared: what is stale is computed otherwise. */
    @Test
    void bothSayTheSameWhenTheyAreComparedFreshAndStale() {
        JsonPath before = roll(100, 1000);
        for (int day = 20; day > 0; day--) {
            add(database, ada, Metric.TRIMP, daysAgo(day), 10.0 / day);
            load();
            load();
        }
        JsonPath after = admin.request().get(management.resolve(ROLLOUT)).jsonPath();
        assertThat(after.getInt("thisReplica.comparisons") - before.getInt("thisReplica.comparisons"), greaterThan(39));
        assertThat(after.getInt("thisReplica.mismatches"), equalTo(before.getInt("thisReplica.mismatches")));
        assertThat(after.getInt("percent"), equalTo(100));
    }

    @Test
    void plainAnswersWhereFastIsTurnedOff() {
        roll(0, 0);
        add(database, ada, Metric.TRIMP, daysAgo(0), 10.0);
        assertThat(load().getList("days.load"), contains(null, 10));
        // Nobody has written what is kept.
        assertThat(
                RecordedLoads.count(database, "SELECT count(*) FROM load_day WHERE user_id = '%s'", ada), equalTo(0L));
    }

    private JsonPath load() {
        return ada.request()
                .get(PATH + "?metric=trimp&from=" + daysAgo(1))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private JsonPath roll(int percent, int comparePerMille) {
        return admin.sends("{\"percent\":%d,\"comparePerMille\":%d}".formatted(percent, comparePerMille))
                .put(management.resolve(ROLLOUT))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}

package dev.trainyard.training.activity;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.Plan;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ActivityIndexTest {

    @InjectDatabase
    EmbeddedDatabase database;

    /** In an empty table any index would do. */
    @BeforeEach
    void fill() throws Exception {
        try (var owner = database.connectAs("training_owner");
                var statement = owner.createStatement()) {
            statement.execute("""
                    INSERT INTO activity (user_id, type, started_at, duration_seconds, external_id)
                    SELECT 'user ' || n % 10, 'run', timestamptz '2026-01-01' + n * interval '1 hour', 60, gen_random_uuid()
                    FROM generate_series(1, 2000) n
                    """);
            statement.execute("ANALYZE activity");
        }
    }

    @Test
    void pageIsReadFromTheIndexInItsOrder() throws Exception {
        String plan = Plan.of(database, "training", ActivityStore.LIST);
        assertThat(plan, containsString("Index Scan using ix_activity_started_at"));
        assertThat(plan, containsString("ROW(started_at, id) < ROW("));
        assertThat(plan, not(containsString("Sort")));
    }

    @Test
    void loadsOfAPageAreReadByTheirKey() throws Exception {
        String plan = Plan.of(database, "training", ActivityStore.LIST);
        assertThat(plan, containsString("Index Scan using pk_activity_load"));
        assertThat(plan, containsString("Index Scan using pk_activity_heart_rate"));
        assertThat(plan, containsString("Index Scan Backward using pk_athlete_heart_rate"));
        assertThat(plan, containsString("Index Scan using pk_athlete"));
    }

    @Test
    void externalIdIsFoundByItsIndex() throws Exception {
        String plan = Plan.of(database, "training", ActivityStore.FIND_BY_EXTERNAL_ID);
        assertThat(plan, containsString("Index Scan using uq_activity_external_id"));
    }

    @Test
    void externalIdsOfABatchAreFoundByTheirIndex() throws Exception {
        String plan = Plan.of(database, "training", ActivityBatchStore.FIND_BY_EXTERNAL_IDS);
        assertThat(plan, containsString("Index Scan using uq_activity_external_id"));
    }
}

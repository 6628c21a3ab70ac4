package dev.trainyard.training.activityfile;

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
class ActivityFileIndexTest {

    @InjectDatabase
    EmbeddedDatabase database;

    /** In an empty table any index would do. */
    @BeforeEach
    void fill() throws Exception {
        try (var owner = database.connectAs("training_owner");
                var statement = owner.createStatement()) {
            statement.execute("""
                    INSERT INTO activity_import (user_id, format, bytes, created, duplicates, failed)
                    SELECT 'user ' || n % 10, 'fit', 1, 1, 0, 0 FROM generate_series(1, 2000) n
                    """);
            statement.execute("""
                    INSERT INTO activity (user_id, source, import_id, type, started_at, duration_seconds, external_id)
                    SELECT user_id, 'file', id, 'run', timestamptz '2026-01-01' + random() * interval '100 days', 60,
                           gen_random_uuid()
                    FROM activity_import
                    """);
            statement.execute("ANALYZE activity");
            statement.execute("ANALYZE activity_import");
        }
    }

    @Test
    void duplicatesAreFoundByTheirExternalIdAndByTheirStart() throws Exception {
        String plan = Plan.of(database, "training", ActivityFileStore.DUPLICATES);
        assertThat(plan, containsString("Index Scan using uq_activity_external_id"));
        assertThat(plan, containsString("Index Scan using ix_activity_started_at"));
        assertThat(plan, containsString("(started_at <= (found.started_at + "));
    }

    @Test
    void activitiesOfAnImportAreFoundByTheirIndex() throws Exception {
        assertThat(
                Plan.of(database, "training", ActivityFileStore.REMOVE),
                containsString("Index Scan using ix_activity_import"));
    }

    @Test
    void pageIsReadFromTheKeyInItsOrder() throws Exception {
        String plan = Plan.of(database, "training", ActivityFileStore.PAGE);
        assertThat(plan, containsString("Index Scan Backward using pk_activity_import"));
        assertThat(plan, not(containsString("Sort")));
    }
}

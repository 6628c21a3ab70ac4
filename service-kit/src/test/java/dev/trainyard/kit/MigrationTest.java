package dev.trainyard.kit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.MigrationRoundTrip;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MigrationTest {

    @InjectDatabase
    EmbeddedDatabase database;

    @Test
    void migrationsGoForthAndBackAndForth() throws Exception {
        MigrationRoundTrip.check(database, "workout");
    }

    /** The service has started, so the index did not wait for Flyway's own lock. */
    @Test
    void indexIsCreatedConcurrently() throws Exception {
        try (var admin = database.connectAsAdmin();
                var statement = admin.createStatement();
                var index = statement.executeQuery("""
                        SELECT indisvalid FROM pg_index WHERE indexrelid = 'workout.ix_note_created_at'::regclass
                        """)) {
            assertTrue(index.next() && index.getBoolean(1));
        }
    }
}

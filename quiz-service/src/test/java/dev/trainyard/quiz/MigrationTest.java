package dev.trainyard.quiz;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.DocumentedIndexes;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.MigrationRoundTrip;
import dev.trainyard.testkit.SchemaRules;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MigrationTest {

    @InjectDatabase
    EmbeddedDatabase database;

    @Test
    void migrationsGoForthAndBackAndForth() throws Exception {
        MigrationRoundTrip.check(database, "quiz");
    }

    @Test
    void indexesAreNeededAndWrittenDown() throws Exception {
        SchemaRules.check(database, "quiz", DocumentedIndexes.of("quiz"));
    }
}

package dev.trainyard.workout.catalogue;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CatalogueSearchPlanTest {

    @InjectDatabase
    EmbeddedDatabase database;

    @Test
    void partsOfNamesAreFoundByTheirTrigrams() throws Exception {
        try (LargeCatalogue large = new LargeCatalogue(database)) {
            String plan = large.plan("SELECT name FROM master_exercise m WHERE true " + CatalogueStore.OF_NAME);
            assertThat(plan, containsString("ix_master_exercise_name_trgm"));
            assertThat(plan, containsString("ix_master_exercise_alias_name_trgm"));
        }
    }
}

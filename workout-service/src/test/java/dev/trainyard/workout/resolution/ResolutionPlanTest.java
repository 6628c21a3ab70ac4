package dev.trainyard.workout.resolution;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.workout.catalogue.LargeCatalogue;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** Each index of the catalogue and of resolution has a query which uses it. */
@QuarkusTest
class ResolutionPlanTest {

    @InjectDatabase
    EmbeddedDatabase database;

    private static void uses(String plan, String... indexes) {
        for (String index : indexes) {
            assertThat(plan, containsString(index));
        }
        assertThat(plan, not(containsString("Seq Scan")));
    }

    @Test
    void indexesServeTheirQueries() throws Exception {
        try (LargeCatalogue large = new LargeCatalogue(database)) {
            uses(
                    large.plan(ResolutionQuery.sqlOf(RememberedNames.RELATION)),
                    "uq_exercise_name",
                    "pk_exercise_resolution_cache",
                    "uq_master_exercise_name",
                    "pk_master_exercise_alias",
                    "pk_master_exercise");
            uses(
                    large.plan(ResolutionQuery.sqlOf(JoinedNames.RELATION)),
                    "uq_exercise_name",
                    "pk_exercise_link",
                    "pk_exercise_link_rejection",
                    "uq_master_exercise_name",
                    "pk_master_exercise_alias");
            uses(
                    large.plan(ResolutionService.SIMILAR),
                    "ix_master_exercise_name_trgm",
                    "ix_master_exercise_alias_name_trgm");
            uses(
                    large.plan("SELECT user_id, id FROM exercise WHERE name_key = ANY (?::text[])"),
                    "ix_exercise_name_key");
            uses(
                    large.plan(
                            "SELECT user_id, exercise_id FROM exercise_resolution_cache WHERE master_exercise_id = ANY (?::uuid[])"),
                    "ix_exercise_resolution_cache_master");
            uses(large.plan("SELECT FROM exercise_link WHERE master_exercise_id = ?::uuid"), "ix_exercise_link_master");
            uses(
                    large.plan("SELECT FROM master_exercise WHERE merged_into = ?::uuid LIMIT 1"),
                    "ix_master_exercise_merged_into");
            uses(
                    large.plan("SELECT alias FROM master_exercise_alias WHERE master_exercise_id = ?::uuid"),
                    "ix_master_exercise_alias_master");
            uses(
                    large.plan("SELECT muscle FROM master_exercise_muscle WHERE master_exercise_id = ?::uuid"),
                    "pk_master_exercise_muscle");
            uses(large.plan(WarmUp.TRAINING_NOW), "uq_workout_active");
        }
    }
}

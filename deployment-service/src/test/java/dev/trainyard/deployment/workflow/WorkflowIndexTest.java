package dev.trainyard.deployment.workflow;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.Plan;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WorkflowIndexTest {

    @InjectDatabase
    EmbeddedDatabase database;

    @Inject
    WorkflowStore workflows;

    /** In an empty table any index would do. */
    @BeforeEach
    void fill() throws Exception {
        try (var owner = database.connectAs("deployment_owner");
                var insert = owner.prepareStatement("""
                        INSERT INTO workflow (user_id, name, definition)
                        SELECT ? || n % 10, CASE n % 50 WHEN 0 THEN 'Untitled ' ELSE 'Workflow ' END || n, '{}'
                        FROM generate_series(1, 2000) n
                        """);
                var statement = owner.createStatement()) {
            insert.setString(1, UUID.randomUUID().toString());
            insert.executeUpdate();
            statement.execute("ANALYZE workflow");
        }
    }

    @Test
    void pageIsReadFromTheKeyInItsOrder() throws Exception {
        String plan = Plan.of(database, "deployment", workflows.listed());
        assertThat(plan, containsString("Index Scan Backward using pk_workflow"));
        assertThat(plan, not(containsString("Sort")));
    }

    @Test
    void highestUntitledNumberIsReadFromTheEndOfItsIndex() throws Exception {
        String plan = Plan.of(database, "deployment", WorkflowNames.LAST_UNTITLED);
        assertThat(plan, containsString("Limit"));
        assertThat(plan, containsString("Scan Backward using ix_workflow_untitled"));
    }
}

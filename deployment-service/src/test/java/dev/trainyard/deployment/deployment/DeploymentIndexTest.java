package dev.trainyard.deployment.deployment;

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

/** Each index of deployments has a query which uses it. */
@QuarkusTest
class DeploymentIndexTest {

    @InjectDatabase
    EmbeddedDatabase database;

    @Inject
    DeploymentStore deployments;

    /** In an empty table any index would do. */
    @BeforeEach
    void fill() throws Exception {
        String prefix = UUID.randomUUID().toString();
        try (var owner = database.connectAs("deployment_owner");
                var statement = owner.createStatement()) {
            statement.execute("""
                    INSERT INTO workflow (user_id, name, definition)
                    SELECT '%1$s' || n %% 10, 'Workflow ' || n, '{}' FROM generate_series(1, 400) n;
                    INSERT INTO deployment (user_id, name, workflow_id, active_version, activations, is_active,
                                            paused_because)
                    SELECT w.user_id, w.name || ' ' || n, w.id, 1, 1, n > 3, CASE WHEN n <= 3 THEN 'owner' END
                    FROM workflow w, generate_series(1, 5) n WHERE w.user_id LIKE '%1$s%%';
                    INSERT INTO deployment_version (user_id, deployment_id, version, content_hash, definition)
                    SELECT user_id, id, n, content_hash(to_jsonb(n)), '{}'
                    FROM deployment, generate_series(1, 5) n WHERE user_id LIKE '%1$s%%';
                    INSERT INTO deployment_activation (user_id, deployment_id, number, kind, to_version)
                    SELECT user_id, id, n, 'promoted', 1
                    FROM deployment, generate_series(1, 5) n WHERE user_id LIKE '%1$s%%';
                    INSERT INTO canary_tally (user_id, deployment_id, since)
                    SELECT user_id, id, now() FROM deployment WHERE user_id LIKE '%1$s%%';
                    ANALYZE workflow, deployment, deployment_version, deployment_activation, canary_tally;
                    """.formatted(prefix));
        }
    }

    private static DeploymentFilter filter(boolean ofWorkflow, boolean isActive) {
        DeploymentFilter filter = new DeploymentFilter();
        filter.workflowId = ofWorkflow ? UUID.randomUUID().toString() : null;
        filter.isActive = isActive ? "true" : null;
        filter.name = "";
        return filter;
    }

    private void uses(String sql, String... indexes) throws Exception {
        String plan = Plan.of(database, "deployment", sql);
        for (String index : indexes) {
            assertThat(plan, containsString(index));
        }
        assertThat(plan, not(containsString("Seq Scan on")));
    }

    @Test
    void pageIsReadFromTheKeyInItsOrderWithWhatBelongsToIt() throws Exception {
        String plan = Plan.of(database, "deployment", deployments.listed(filter(false, false)));
        assertThat(plan, containsString("Index Scan Backward using pk_deployment on"));
        assertThat(plan, not(containsString("Sort")));
        uses(deployments.listed(filter(false, false)), "pk_deployment_version", "pk_workflow", "pk_canary_tally");
    }

    @Test
    void deploymentsOfAWorkflowAreARangeOfTheirIndex() throws Exception {
        String plan = Plan.of(database, "deployment", deployments.listed(filter(true, false)));
        assertThat(plan, containsString("Index Scan Backward using ix_deployment_workflow on"));
        assertThat(plan, not(containsString("Sort")));
    }

    @Test
    void thoseThatAreActiveAreARangeOfTheirIndex() throws Exception {
        String plan = Plan.of(database, "deployment", deployments.listed(filter(false, true)));
        assertThat(plan, containsString("Index Scan Backward using ix_deployment_active on"));
        assertThat(plan, not(containsString("Sort")));
    }

    @Test
    void oneIsReadByKeys() throws Exception {
        uses(DeploymentStore.FIND, "pk_deployment on", "pk_deployment_version", "pk_workflow", "pk_canary_tally");
        uses(ActiveDeployments.FIND, "pk_deployment on", "pk_deployment_version");
        uses(DeploymentStore.NAMED, "uq_deployment_name");
        uses(CanaryTallies.ADD, "pk_canary_tally");
        uses(Drafts.READ, "pk_workflow");
        uses(DeploymentSets.PAUSE, "pk_deployment on");
        uses(DeploymentSets.DELETE, "pk_deployment on");
    }

    @Test
    void versionsAndActivationsAreReadFromTheirKeysInTheirOrder() throws Exception {
        String versions = Plan.of(database, "deployment", VersionStore.PAGE);
        assertThat(versions, containsString("Index Scan Backward using pk_deployment_version"));
        assertThat(versions, not(containsString("Sort")));
        String activations = Plan.of(database, "deployment", ActivationStore.PAGE);
        assertThat(activations, containsString("Index Scan Backward using pk_deployment_activation"));
        assertThat(activations, not(containsString("Sort")));
        uses(ActivationStore.BACK, "pk_deployment_activation");
        uses(VersionStore.OF_CONTENT, "uq_deployment_version_content");
        uses(VersionStore.COMPARED, "pk_deployment_version", "pk_workflow");
    }
}

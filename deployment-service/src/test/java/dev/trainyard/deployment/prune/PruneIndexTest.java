package dev.trainyard.deployment.prune;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.Plan;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PruneIndexTest {

    private static final String DEPLOYMENT_KEY = "_user_id_deployment_id_id_idx on deployment_log_";

    @InjectDatabase
    EmbeddedDatabase database;

    private String planOf(String sql) throws Exception {
        return Plan.of(database, "deployment", sql);
    }

    @Test
    void inlineStrategiesUseTheDeploymentsIndex() throws Exception {
        for (String sql : new String[] {InlinePruning.NOT_IN, InlinePruning.OFFSET}) {
            String plan = planOf(sql);
            assertThat(plan, containsString(DEPLOYMENT_KEY));
            assertThat(plan, not(containsString("Seq Scan")));
        }
    }

    @Test
    void oldestInLineIsClaimedFromTheIndex() throws Exception {
        assertThat(planOf(PruneStore.CLAIM), containsString("Index Scan using ix_log_prune_queued_at"));
    }

    @Test
    void sweepReadsNoLogButByTheIndex() throws Exception {
        String plan = planOf(PruneStore.SWEEP);
        assertThat(plan, containsString("pk_deployment"));
        assertThat(plan, containsString(DEPLOYMENT_KEY));
        assertThat(plan, not(containsString("Seq Scan")));
    }

    @Test
    void chunkFindsItsLogsByTheIndex() throws Exception {
        String plan = planOf(PruneStore.PRUNE);
        assertThat(plan, containsString(DEPLOYMENT_KEY));
        assertThat(plan, not(containsString("Seq Scan")));
    }
}

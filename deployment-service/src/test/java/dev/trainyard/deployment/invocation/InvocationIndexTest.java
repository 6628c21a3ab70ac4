package dev.trainyard.deployment.invocation;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.Plan;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class InvocationIndexTest {

    @InjectDatabase
    EmbeddedDatabase database;

    /** In an empty table any index would do. */
    @BeforeEach
    void fill() throws Exception {
        Deployed deployed = Deployed.by(TestUser.fresh(), database);
        deployed.execute("""
                INSERT INTO run (user_id, id, deployment_id, version, trigger, status, input, accepted_at)
                SELECT v.user_id, uuidv7(), v.deployment_id, 1, 'token',
                       CASE n % 100 WHEN 0 THEN 'queued' ELSE 'waiting' END, '{}', now()
                FROM deployment_version v, generate_series(1, 1000) n
                WHERE v.deployment_id = ? AND v.version = 1
                """, deployed.id());
        deployed.execute("""
                INSERT INTO invocation_key (user_id, deployment_id, key, run_id, fingerprint)
                SELECT user_id, id, 'key ' || n, uuidv7(), sha256('')
                FROM deployment, generate_series(1, 1000) n WHERE id = ?
                """, deployed.id());
        deployed.execute("ANALYZE run");
        deployed.execute("ANALYZE invocation_key");
    }

    private String plan(String sql) throws Exception {
        return Plan.of(database, "deployment", sql);
    }

    @Test
    void runIsFoundByItsKeyWhereverItIs() throws Exception {
        String plan = plan(InvocationStore.FIND);
        assertThat(plan, containsString("pk_run"));
        // Without an id there is no partition that could have it.
        assertThat(plan, containsString("Subplans Removed"));
        assertThat(plan, not(containsString("Seq Scan")));
    }

    @Test
    void nextInLineIsFoundInItsOrder() throws Exception {
        String plan = plan(LineStore.PROMOTE);
        assertThat(plan, containsString("ix_run_queued"));
        assertThat(plan, not(containsString("Sort")));
    }

    @Test
    void linesAreFoundAmongThoseInLineOnly() throws Exception {
        assertThat(plan(LineStore.STALLED), containsString("ix_run_queued"));
    }

    @Test
    void runsOfADeploymentAreCountedFromTheIndex() throws Exception {
        assertThat(plan(LineStore.OCCUPANCY), containsString("ix_run_deployment"));
    }

    @Test
    void oldestKeysAreReadFromTheIndex() throws Exception {
        assertThat(plan(KeyStore.FORGET), containsString("ix_invocation_key_created_at"));
    }

    @Test
    void newestLogsAreReadFromTheIndexInItsOrder() throws Exception {
        String plan = plan(InvocationStore.PAUSE);
        assertThat(plan, containsString("Limit"));
        // The partitions' indexes are merged, by their "Sort Key".
        assertThat(plan, not(containsString("->  Sort")));
    }
}

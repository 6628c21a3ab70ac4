package dev.trainyard.deployment.run;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.Plan;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(OwnReplicas.class)
class RunIndexTest {

    @Inject
    Deployed.Maker deployments;

    @InjectDatabase
    EmbeddedDatabase database;

    /** In an empty table any index would do. */
    @BeforeEach
    void fill() throws Exception {
        Deployed deployed = deployments.of(Tasks.listen("hear", "{'type': 'a'}"));
        try (var owner = database.connectAs("deployment_owner");
                var insert = owner.prepareStatement("""
                        WITH added AS (
                            INSERT INTO run (user_id, id, deployment_id, version, trigger, status, input, wake_at, replica,
                                             leased_until, accepted_at)
                            SELECT ?, uuidv7(), ?, 1, 'token', CASE WHEN n % 2 = 0 THEN 'running' ELSE 'waiting' END, '{}',
                                   CASE WHEN n % 2 = 1 THEN now() + n * interval '1 hour' END,
                                   CASE WHEN n % 2 = 0 THEN uuidv7() END,
                                   CASE WHEN n % 2 = 0 THEN now() + interval '1 hour' END, now()
                            FROM generate_series(1, 2000) AS n
                            RETURNING user_id, id
                        ), listening AS (
                            INSERT INTO run_listener (user_id, run_id, effect, filters)
                            SELECT user_id, id, 'e', '[{"type": "a"}]' FROM added
                        )
                        SELECT count(*) FROM added
                        """);
                var statement = owner.createStatement()) {
            insert.setString(1, deployed.user);
            insert.setObject(2, deployed.id);
            insert.executeQuery();
            statement.execute("ANALYZE run, run_listener, run_event");
        }
    }

    private String plan(String sql) throws Exception {
        return Plan.of(database, "deployment", sql);
    }

    @Test
    void dueAndAbandonedRunsAreReadFromTheirIndexesInTheirOrder() throws Exception {
        String plan = plan(RunStore.CLAIM);
        assertThat(plan, containsString("Index Scan using ix_run_due"));
        assertThat(plan, containsString("Index Scan using ix_run_leased_until"));
        assertThat(plan, containsString("Index Scan using pk_run on run r"));
        assertThat(plan, not(containsString("Seq Scan on run")));
    }

    @Test
    void longestDueRunIsTheFirstOfItsIndex() throws Exception {
        String plan = plan(RunStore.LONGEST_DUE);
        assertThat(plan, containsString("ix_run_due"));
        assertThat(plan, not(containsString("Sort")));
    }

    @Test
    void runsOfAReplicaAreFoundByTheirKeys() throws Exception {
        assertThat(plan(RunStore.LOOK), containsString("Index Scan using pk_run"));
        assertThat(plan(RunStore.RENEW), containsString("Index Scan using pk_run"));
        assertThat(plan(RunStore.HAND_BACK), containsString("Index Scan using pk_run"));
    }

    @Test
    void listenersAndEventsAreFoundByTheirKeys() throws Exception {
        String give = plan(EventStore.GIVE);
        assertThat(give, containsString("pk_run_listener"));
        assertThat(give, containsString("pk_run_event"));
        assertThat(give, containsString("pk_run on run"));
        String read = plan(EventStore.READ);
        assertThat(read, containsString("pk_run_listener"));
        assertThat(read, containsString("pk_run_event"));
    }
}

package dev.trainyard.deployment.log;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import dev.trainyard.deployment.schema.ListQuery;
import dev.trainyard.deployment.schema.Lists;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.Plan;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class LogIndexTest {

    // As PostgreSQL calls ix_deployment_log_deployment, pk_deployment_log and pk_run_step in a week's table.
    private static final String DEPLOYMENT_KEY = "_user_id_deployment_id_id_idx on deployment_log_";

    @InjectDatabase
    EmbeddedDatabase database;

    @Inject
    Lists lists;

    /** In an empty table any index would do. */
    @BeforeEach
    void fill() throws Exception {
        try (var owner = database.connectAs("deployment_owner");
                var insert = owner.prepareStatement("""
                        WITH log AS (
                            INSERT INTO deployment_log (user_id, id, deployment_id, version, trigger, status, latency_ms,
                                                        steps, accepted_at, finished_at)
                            SELECT ? || n % 10, uuidv7(interval '1 day' * -(n % 3)), md5((n % 50)::text)::uuid, 1, 'token',
                                   'completed', 5, 1, now(), now()
                            FROM generate_series(1, 5000) n
                            RETURNING user_id, id
                        )
                        INSERT INTO run_step (user_id, run_id, number, task, name, kind, status, attempt, started_at,
                                              finished_at)
                        SELECT user_id, id, 1, '/do/0/a', 'a', 'set', 'completed', 1, now(), now() FROM log
                        """);
                var statement = owner.createStatement()) {
            insert.setString(1, UUID.randomUUID().toString());
            insert.executeUpdate();
            statement.execute("ANALYZE deployment_log, run_step");
        }
    }

    private String planOf(String sql) throws SQLException {
        String plan = Plan.of(database, "deployment", sql);
        assertThat(plan, not(containsString("Seq Scan")));
        return plan;
    }

    private String listed(LogFilter filter) {
        return lists.sql(LogStore.listing("", new UUID(0, 0), filter), ListQuery.of(null, null));
    }

    @Test
    void logsOfADeploymentComeInTheOrderOfTheIndex() throws Exception {
        String plan = planOf(listed(new LogFilter()));
        assertThat(plan, containsString("Index Scan Backward using deployment_log_"));
        assertThat(plan, containsString(DEPLOYMENT_KEY));
        assertThat(plan, not(containsString("Sort\n")));
    }

    /** Without values all are left out. */
    @Test
    void weeksOutOfTheTimesAreNotRead() throws Exception {
        LogFilter filter = new LogFilter();
        filter.from = "2026-11-01T00:00:00Z";
        filter.to = "2026-11-21T00:00:00Z";
        assertThat(planOf(listed(filter)), containsString("Subplans Removed"));
    }

    @Test
    void runsThatGoOnAreMergedIntoTheOrder() throws Exception {
        LogFilter filter = new LogFilter();
        filter.running = "true";
        String plan = planOf(listed(filter));
        assertThat(plan, containsString(DEPLOYMENT_KEY));
        assertThat(plan, containsString(" on run"));
    }

    @Test
    void whoFollowsIsLookedUpByTheIndexes() throws Exception {
        assertThat(planOf(TailStore.ENDED), containsString(DEPLOYMENT_KEY));
        assertThat(
                planOf(TailStore.STEPS),
                allOf(containsString("_pkey on run_step_"), containsString("_pkey on deployment_log_")));
        assertThat(planOf(TailStore.ENDS), containsString("_pkey on deployment_log_"));
    }

    /** What the source's other indexes are for, in the form that our keys give them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "pk_deployment: SELECT id FROM deployment WHERE user_id = ? AND id < ? ORDER BY id DESC LIMIT 50",
                "ix_deployment_active: SELECT id FROM deployment WHERE user_id = ? AND is_active = ? AND id < ?"
                        + " ORDER BY id DESC LIMIT 50",
                "ix_deployment_workflow: SELECT id FROM deployment WHERE user_id = ? AND workflow_id = ? AND id < ?"
                        + " ORDER BY id DESC LIMIT 50",
                "pk_workflow: SELECT id FROM workflow WHERE user_id = ? AND id < ? ORDER BY id DESC LIMIT 50",
                "uq_workflow_name: SELECT id FROM workflow WHERE user_id = ? AND name >= 'Untitled ' AND name < 'Untitled!'"
            })
    void listIsReadFromItsIndexInItsOrder(String indexAndQuery) throws Exception {
        String[] parts = indexAndQuery.split(": ", 2);
        try (var owner = database.connectAs("deployment_owner");
                var statement = owner.createStatement()) {
            statement.execute("INSERT INTO workflow (user_id, name, definition) SELECT '" + UUID.randomUUID()
                    + "' || n % 9, n::text, '{}' FROM generate_series(1, 900) n");
            statement.execute(
                    "INSERT INTO deployment (user_id, name, active_version, workflow_id) SELECT user_id, id::text,"
                            + " 1, id FROM workflow WHERE name ~ '^[0-9]+$' ON CONFLICT DO NOTHING");
            statement.execute("ANALYZE workflow, deployment");
        }
        String plan = planOf(parts[1]);
        assertThat(plan, containsString(" using " + parts[0]));
        assertThat(plan, not(containsString("Sort")));
    }
}

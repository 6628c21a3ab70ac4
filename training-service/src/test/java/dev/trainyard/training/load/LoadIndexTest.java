package dev.trainyard.training.load;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.trainyard.kit.database.Database;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.Plan;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LoadIndexTest {

    @InjectDatabase
    EmbeddedDatabase database;

    @Inject
    Database service;

    @Inject
    LoadRecompute recompute;

    /** Enough rows, of enough users, for PostgreSQL to tell one index from another. */
    @BeforeEach
    void manyUsersWithSomeLoad() throws SQLException {
        try (var admin = database.connectAsAdmin();
                var statement = admin.createStatement()) {
            statement.execute("""
                    SET search_path = training;
                    INSERT INTO load_day (user_id, metric, day, load, known_days)
                    SELECT 'planned-' || u, m, date '2026-01-01' + d, 1, 1
                    FROM generate_series(1, 30) u, unnest(ARRAY['trimp', 'srpe']) m, generate_series(1, 60) d
                    ON CONFLICT DO NOTHING;
                    INSERT INTO load_gap (user_id, first_day, last_day)
                    SELECT 'planned-' || u, date '2026-01-01' + d, date '2026-01-01' + d
                    FROM generate_series(1, 30) u, generate_series(1, 20) d
                    ON CONFLICT DO NOTHING;
                    INSERT INTO activity_load (user_id, activity_id, metric, day, value, formula)
                    SELECT 'planned-' || u, md5(u || ' ' || d)::uuid, m, date '2026-01-01' + d, 1, 'test@1'
                    FROM generate_series(1, 30) u, unnest(ARRAY['trimp', 'srpe']) m, generate_series(1, 60) d
                    ON CONFLICT DO NOTHING;
                    INSERT INTO athlete (user_id) SELECT 'planned-' || u FROM generate_series(1, 30) u
                    ON CONFLICT DO NOTHING;
                    INSERT INTO load_change (user_id, from_day)
                    SELECT 'planned-' || u, current_date FROM generate_series(1, 30) u, generate_series(1, 20);
                    ANALYZE load_day, load_gap, activity_load, athlete, load_change
                    """);
        }
    }

    @Test
    void readingTouchesTheUsersRowsAlone() throws SQLException {
        assertThat(
                Plan.of(database, "training", StoredLoads.READ),
                allOf(
                        containsString("pk_load_day on load_day"),
                        containsString("pk_load_change on load_change"),
                        containsString("pk_athlete on athlete"),
                        not(containsString("Seq Scan"))));
    }

    @Test
    void computingTouchesTheUsersRowsAlone() throws SQLException {
        assertThat(
                Plan.of(database, "training", LoadRecompute.COMPUTE),
                allOf(
                        containsString("ix_activity_load_day on activity_load"),
                        containsString("pk_load_gap on load_gap"),
                        containsString("pk_load_day on load_day"),
                        containsString("pk_load_change on load_change"),
                        not(containsString("Seq Scan"))));
    }

    /** Whatever the planner takes the tables for: analysed while empty, they would be read whole for each series. */
    @Test
    void computingReadsNoTableWhole() {
        String sequentialScans = QuarkusTransaction.requiringNew().call(() -> {
            recompute.ofChanges(List.of("planned-1"));
            return service.one("SHOW enable_seqscan", row -> row.getString(1)).orElseThrow();
        });
        assertThat(sequentialScans, equalTo("off"));
    }

    @Test
    void gapsAreReadFromTheirKeyInOrder() throws SQLException {
        assertThat(
                Plan.of(database, "training", GapStore.LIST),
                allOf(containsString("pk_load_gap"), not(containsString("Sort"))));
    }

    @Test
    void activitiesOfADayAreFoundByIt() throws SQLException {
        assertThat(Plan.of(database, "training", Explanations.ACTIVITIES), containsString("ix_activity_load_day"));
    }

    @Test
    void oldestChangesAreReadFromTheirIndex() throws SQLException {
        assertThat(Plan.of(database, "training", LoadDrain.OLDEST), containsString("ix_load_change_id"));
        assertThat(Plan.of(database, "training", RecomputeWorker.AGE), containsString("ix_load_change_id"));
    }
}

package dev.trainyard.deployment.prune;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trainyard.deployment.Uncancelled;
import dev.trainyard.deployment.log.Logs;
import dev.trainyard.kit.database.Database;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LogPartitionsTest {

    // The week of 2021-03-01, two years older than anything may be kept.
    private static final String OLD = "2021w09";
    private static final Instant WITHIN_OLD = Instant.parse("2021-03-03T12:00:00Z");

    @InjectDatabase
    EmbeddedDatabase server;

    @Inject
    Database database;

    @Inject
    LogPartitions partitions;

    private final TestUser ada = TestUser.fresh();
    private Logs logs;

    @BeforeEach
    void haveAnOldWeek() throws SQLException {
        logs = new Logs(database);
        dropOldWeek();
        asOwner("CREATE TABLE deployment_log_2021w09 PARTITION OF deployment_log FOR VALUES FROM"
                + " (log_id_floor('2021-03-01 00:00Z')) TO (log_id_floor('2021-03-08 00:00Z'))");
        asOwner("CREATE TABLE run_step_2021w09 PARTITION OF run_step FOR VALUES FROM"
                + " (log_id_floor('2021-03-01 00:00Z')) TO (log_id_floor('2021-03-08 00:00Z'))");
    }

    @AfterEach
    void dropOldWeek() throws SQLException {
        asOwner("DROP TABLE IF EXISTS deployment_log_2021w09, run_step_2021w09");
    }

    private void asOwner(String sql) throws SQLException {
        try (Connection owner = server.connectAs("deployment_owner");
                var statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> weeks(String parent) {
        return database.list(
                "SELECT right(inhrelid::regclass::text, 7) FROM pg_inherits WHERE inhparent = ?::regclass ORDER BY 1",
                row -> row.getString(1),
                parent);
    }

    private String partitionOf(UUID id) {
        return database.one(
                        "SELECT tableoid::regclass::text FROM deployment_log WHERE user_id = ? AND id = ?",
                        row -> row.getString(1),
                        ada.id(),
                        id)
                .orElseThrow();
    }

    private static String weekOf(Instant moment) {
        var day = moment.atOffset(ZoneOffset.UTC);
        return "%dw%02d".formatted(day.get(IsoFields.WEEK_BASED_YEAR), day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }

    @Test
    void thisWeekAndTheNextThreeAreThere() {
        partitions.run(new Uncancelled());
        for (int week = 0; week < 4; week++) {
            String expected = weekOf(Instant.now().plus(Duration.ofDays(7L * week)));
            assertThat(weeks("deployment_log"), hasItem(expected));
            assertThat(weeks("run_step"), hasItem(expected));
        }
    }

    @Test
    void logIsInTheWeekOfItsAcceptance() {
        UUID id = logs.add(ada, logs.deployment(ada, 50, 30));
        assertEquals("deployment_log_" + weekOf(Instant.now()), partitionOf(id));
    }

    @Test
    void whatCameWithoutAWeekIsMovedIntoIt() throws SQLException {
        Instant inThreeWeeks = Instant.now().plus(Duration.ofDays(21));
        String week = weekOf(inThreeWeeks);
        partitions.run(new Uncancelled());
        asOwner("DROP TABLE deployment_log_" + week + ", run_step_" + week);
        UUID id = logs.add(ada, logs.deployment(ada, 50, 30), Logs.entry().at(inThreeWeeks));
        assertEquals("deployment_log_default", partitionOf(id));

        assertEquals(2, partitions.run(new Uncancelled()));

        assertEquals("deployment_log_" + week, partitionOf(id));
        assertEquals(List.of(id), logs.runsWithSteps(ada));
    }

    @Test
    void oldWeekIsDroppedWithItsSteps() {
        logs.add(ada, logs.deployment(ada, 50, 30), Logs.entry().at(WITHIN_OLD));
        partitions.run(new Uncancelled());
        assertThat(weeks("deployment_log"), not(hasItem(OLD)));
        assertThat(weeks("run_step"), not(hasItem(OLD)));
        assertEquals(List.of(), logs.runsWithSteps(ada));
    }

    @Test
    void weekStaysForARunThatEndedLate() {
        UUID id = logs.add(
                ada, logs.deployment(ada, 50, 30), Logs.entry().at(WITHIN_OLD).endedAt(Instant.now()));
        partitions.run(new Uncancelled());
        assertEquals("deployment_log_" + OLD, partitionOf(id));
    }

    @Test
    void weekStaysForARunThatGoesOn() throws SQLException {
        UUID run = Logs.id(WITHIN_OLD);
        UUID deployment = logs.deployment(ada, 50, 30);
        database.update(
                "INSERT INTO deployment_version (user_id, deployment_id, version, content_hash, definition)"
                        + " VALUES (?, ?, 1, sha256('x'), '{}')",
                ada.id(),
                deployment);
        database.update(
                "INSERT INTO run (user_id, id, deployment_id, version, trigger, status, input, accepted_at)"
                        + " VALUES (?, ?, ?, 1, 'token', 'waiting', '{}', ?)",
                ada.id(),
                run,
                deployment,
                WITHIN_OLD);
        partitions.run(new Uncancelled());
        assertThat(weeks("run_step"), hasItem(OLD));
        database.update("DELETE FROM run WHERE user_id = ?", ada.id());
        partitions.run(new Uncancelled());
        assertThat(weeks("run_step"), not(hasItem(OLD)));
    }

    /** A drop that queued behind the read would have everybody queue behind it. */
    @Test
    void longReadPutsTheDropOffAndHoldsUpNoLog() throws SQLException {
        UUID deployment = logs.deployment(ada, 50, 30);
        try (Connection reader = server.connectAs("deployment_app");
                var read = reader.createStatement()) {
            reader.setAutoCommit(false);
            read.executeQuery("SELECT count(*) FROM deployment_log").close();
            partitions.run(new Uncancelled());
            assertThat(weeks("deployment_log"), hasItem(OLD));
            UUID id = logs.add(ada, deployment);
            assertEquals(List.of(id), logs.ids(ada, deployment));
            reader.rollback();
        }
        partitions.run(new Uncancelled());
        assertThat(weeks("deployment_log"), not(hasItem(OLD)));
    }

    @Test
    void serviceItselfMayDropNothing() throws SQLException {
        try (Connection app = server.connectAs("deployment_app");
                var statement = app.createStatement()) {
            SQLException refused =
                    assertThrows(SQLException.class, () -> statement.execute("DROP TABLE deployment_log_2021w09"));
            assertThat(refused.getMessage(), containsString("must be owner"));
        }
    }

    @Test
    void nobodyElseMayCallTheFunctions() throws SQLException {
        assertEquals(
                List.of("deployment_app", "deployment_owner"),
                database.list(
                        "SELECT DISTINCT coalesce(rolname, 'PUBLIC')"
                                + " FROM pg_proc CROSS JOIN aclexplode(proacl) LEFT JOIN pg_roles ON pg_roles.oid = grantee"
                                + " WHERE proname IN ('keep_log_partitions', 'drop_log_partition') ORDER BY 1",
                        row -> row.getString(1)));
    }
}

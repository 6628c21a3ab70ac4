package dev.trainyard.systemtests.faults;

import static dev.trainyard.systemtests.ServiceProcess.WORKOUT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.systemtests.ServiceProcess;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A next version migrates the schema while this one, which is the version before then, serves; and it can come back. */
@Tag("faults")
class UpgradeTest {

    private static final List<String> SERVICES = Scale.FULL ? Cluster.SERVICES : List.of(WORKOUT);

    /** What anybody with a token may read. */
    private static final Map<String, String> LISTS = Map.of(
            ServiceProcess.WORKOUT, "/api/v1/workouts",
            ServiceProcess.TRAINING, "/api/v1/activities",
            ServiceProcess.DEPLOYMENT, "/api/v1/workflows",
            ServiceProcess.QUIZ, "/api/v1/quizzes");

    /** As in k8s/base: the container "application" knows no owner. */
    private static final Map<String, String> NOT_MIGRATING =
            Map.of("TRAINYARD_DATABASE_MIGRATE", "false", "TRAINYARD_DATABASE_OWNER_PASSWORD", "");

    private static final int MORE = 150;
    private static final int STOPPED_WITHIN = 20;

    @Test
    void versionBeforeServesOnTheNewSchema() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.temporary();
                Cluster cluster = cluster(database);
                SteadyLoad load = SteadyLoad.of(SERVICES, cluster::url)) {
            load.awaitMore(MORE);

            Set<Integer> readiness = expandWhileServing(cluster, load);
            for (String service : SERVICES) {
                restart(cluster.replicas(service).getLast().process());
                load.awaitMore(MORE);
                assertStartsWithoutTheOwner(service, database);
            }
            load.stop();

            assertEquals(List.of(), load.failures());
            assertEquals(Set.of(200), readiness);
            load.assertStoredOnce(new Rows(database));
            List<String> names = column("name", database);
            cluster.all().forEach(ServiceProcess::close);
            forgetFailed(database);
            assertEquals(1, NextVersion.migrate(database, WORKOUT, "every", "expand", "contract"));
            assertEquals(names, column("title", database));
            record(load, names.size());
        }
    }

    private static Cluster cluster(EmbeddedDatabase database) throws Exception {
        Cluster.Plan plan = Cluster.over(database);
        SERVICES.forEach(service -> plan.with(service, 2));
        return plan.start();
    }

    /** What the replicas said of their readiness meanwhile. */
    private static Set<Integer> expandWhileServing(Cluster cluster, SteadyLoad load) {
        Set<Integer> seen = ConcurrentHashMap.newKeySet();
        try (ScheduledExecutorService prober = Executors.newSingleThreadScheduledExecutor()) {
            var probing = prober.scheduleWithFixedDelay(
                    () -> SERVICES.forEach(service -> cluster.replicas(service)
                            .forEach(replica -> seen.add(replica.process().readiness()))),
                    0,
                    200,
                    TimeUnit.MILLISECONDS);
            for (String service : SERVICES) {
                NextVersion.migrate(cluster.database(), service, "every");
                load.awaitMore(MORE);
            }
            assertEquals(3, NextVersion.migrate(cluster.database(), WORKOUT, "every", "expand"));
            assertThrows(
                    FlywayException.class,
                    () -> NextVersion.migrate(cluster.database(), WORKOUT, "every", "expand", "failing"));
            load.awaitMore(MORE);
            probing.cancel(false);
        }
        return seen;
    }

    /** It migrates at its start, and finds more than it knows. */
    private static void restart(ServiceProcess process) throws Exception {
        process.terminate();
        assertTrue(process.endsWithin(STOPPED_WITHIN), "It does not end");
        process.startAgain();
        process.awaitReady();
    }

    private static void assertStartsWithoutTheOwner(String service, EmbeddedDatabase database) throws Exception {
        try (ServiceProcess another = ServiceProcess.start(service, database, NOT_MIGRATING)) {
            another.awaitReady();
            assertEquals(
                    200,
                    new Client(another.url(), "passer-by")
                            .get(LISTS.get(service))
                            .status());
        }
    }

    /** As docs/operations.md has it done. */
    private static void forgetFailed(EmbeddedDatabase database) throws Exception {
        try (Connection owner = database.connectAs(WORKOUT + "_owner")) {
            assertEquals(
                    1, owner.createStatement().executeUpdate("DELETE FROM flyway_schema_history WHERE NOT success"));
        }
    }

    private static List<String> column(String name, EmbeddedDatabase database) {
        return new Rows(database).texts("SELECT %s FROM workout.workout ORDER BY id".formatted(name));
    }

    private void record(SteadyLoad load, int workouts) {
        Findings.add(
                getClass(),
                "Schema expanded by a next version: two columns more in every table; a column renamed in two steps, with its"
                        + " trigger, its filling and an index built concurrently; a migration that fails",
                "%d services of 2 replicas, %d requests meanwhile"
                        .formatted(SERVICES.size(), load.latencies().count()),
                "the version before goes on, and starts again with and without the owner's password; no failed request;"
                        + " after the last step, what it wrote is in the new column",
                "%d failed; readiness stayed up; each started again; %d of %d writes there once; %d of %d names carried over; longest answer %d ms"
                        .formatted(
                                load.failures().size(),
                                load.acknowledged(),
                                load.acknowledged(),
                                workouts,
                                workouts,
                                load.latencies().longest().toMillis()));
    }
}

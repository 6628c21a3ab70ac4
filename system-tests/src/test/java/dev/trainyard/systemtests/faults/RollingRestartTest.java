package dev.trainyard.systemtests.faults;

import static dev.trainyard.systemtests.ServiceProcess.WORKOUT;
import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.systemtests.ServiceProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One process after the other is replaced while all is in use, as an orchestrator does it, and nobody notices. */
@Tag("faults")
class RollingRestartTest {

    private static final List<String> SERVICES = Scale.FULL ? Cluster.SERVICES : List.of(WORKOUT);
    private static final int REPLICAS = 2;
    private static final int ROUNDS = Scale.times(1, 2);

    // Between two restarts: each process gets its share of them.
    private static final int MORE = 100;

    // Readiness is down for 4 s, and what is in flight may take 10 s more; Kubernetes waits for 30 s.
    private static final int STOPPED_WITHIN = 20;

    private final List<Duration> stops = new ArrayList<>();
    private int restarts;

    @Test
    void nobodyNoticesRestarts() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.temporary();
                Cluster cluster = cluster(database);
                Doors doors = new Doors(cluster.gateways());
                SteadyLoad load = SteadyLoad.of(SERVICES, doors)) {
            Optional<RunFollower> follower = follower(load, doors);
            load.awaitMore(MORE);
            for (int round = 0; round < ROUNDS; round++) {
                for (ServiceProcess process : replaced(cluster)) {
                    restart(process);
                    await().atMost(ofSeconds(30)).until(() -> doors.count() == REPLICAS);
                    load.awaitMore(MORE);
                }
            }
            load.stop();

            assertEquals(List.of(), load.failures());
            load.assertStoredOnce(new Rows(database));
            follower.ifPresent(each -> assertSawAll(each, database));
            record(load, follower);
            follower.ifPresent(RunFollower::close);
        }
    }

    private static Cluster cluster(EmbeddedDatabase database) throws Exception {
        Cluster.Plan plan = Cluster.over(database).gateways(REPLICAS);
        SERVICES.forEach(service -> plan.with(service, REPLICAS));
        return plan.start();
    }

    /** All of them, the gateways last; every second one when there is little time. */
    private static List<ServiceProcess> replaced(Cluster cluster) {
        List<ServiceProcess> all = cluster.all();
        return Scale.FULL ? all : List.of(all.getFirst(), all.getLast());
    }

    private void restart(ServiceProcess process) throws Exception {
        long begin = System.nanoTime();
        process.terminate();
        assertTrue(process.endsWithin(STOPPED_WITHIN), "It does not end");
        stops.add(Duration.ofNanos(System.nanoTime() - begin));
        process.startAgain();
        process.awaitReady();
        restarts++;
    }

    private static Optional<RunFollower> follower(SteadyLoad load, Doors doors) {
        return load.routines().stream()
                .filter(Invoking.class::isInstance)
                .map(Invoking.class::cast)
                .findFirst()
                .map(invoking -> new RunFollower(doors, invoking.client().user(), invoking.deployment()));
    }

    private static void assertSawAll(RunFollower follower, EmbeddedDatabase database) {
        await().atMost(ofSeconds(15))
                .untilAsserted(() -> assertEquals(Set.copyOf(runs(follower, database)), follower.seen()));
        assertEquals(List.of(), List.copyOf(follower.refusals()));
    }

    private static List<String> runs(RunFollower follower, EmbeddedDatabase database) {
        return new Rows(database).texts("SELECT id FROM deployment.deployment_log WHERE user_id = ?", follower.user());
    }

    private void record(SteadyLoad load, Optional<RunFollower> follower) {
        Findings.add(
                getClass(),
                "Each process stopped (SIGTERM) and started again, one after the other, %d of each service and of the gateway"
                        .formatted(REPLICAS),
                "%d restarts, %d requests".formatted(restarts, load.latencies().count()),
                "no failed request; each acknowledged write is there once; a stopped process ends within 20 s",
                "%d failed; %d of %d writes there once; p99 %d ms, longest %d ms; ended after %.1f s at the latest%s"
                        .formatted(
                                load.failures().size(),
                                load.acknowledged(),
                                load.acknowledged(),
                                load.latencies().p99().toMillis(),
                                load.latencies().longest().toMillis(),
                                stops.stream()
                                                .mapToLong(Duration::toMillis)
                                                .max()
                                                .orElse(0)
                                        / 1000.0,
                                follower.map(each -> "; a follower of runs heard of all %d over %d streams"
                                                .formatted(each.seen().size(), each.streams()))
                                        .orElse("")));
    }
}

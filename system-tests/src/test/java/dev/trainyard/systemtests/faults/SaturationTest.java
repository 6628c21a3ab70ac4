package dev.trainyard.systemtests.faults;

import static dev.trainyard.systemtests.ServiceProcess.TRAINING;
import static dev.trainyard.systemtests.ServiceProcess.WORKOUT;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.systemtests.ServiceProcess;
import dev.trainyard.systemtests.faults.OpenLoop.Outcome;
import dev.trainyard.testkit.fault.FaultProxy;
import dev.trainyard.testkit.fault.Signal;
import java.io.IOException;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One service is in trouble: it says so at once, and the others are as they were. */
@Tag("faults")
class SaturationTest {

    /** Who is none of the trouble's. */
    private static final List<String> OTHERS = Cluster.SERVICES.stream()
            .filter(Scale.FULL ? service -> !service.equals(WORKOUT) : TRAINING::equals)
            .toList();

    private static final Duration LASTING = Scale.lasting(ofSeconds(4), ofSeconds(20));
    private static final int ASKS_PER_SECOND = 40;
    private static final Duration FAR_AWAY = ofMillis(50);

    // What is needed to find out that connections do not come back, and then is waited for in vain by those who try.
    private static final Duration FOUND_OUT = ofSeconds(3);

    // A burst may wait for a second; what is let in after that is answered in time, once the queue of the burst is
    // gone.
    private static final Duration BURST = ofSeconds(2);

    private static EmbeddedDatabase database;
    private static Cluster cluster;
    private static Crowd crowd;

    @BeforeAll
    static void start() throws Exception {
        database = EmbeddedDatabase.temporary();
        Cluster.Plan plan = Cluster.over(database).with(WORKOUT, 1);
        OTHERS.forEach(service -> plan.with(service, 1));
        cluster = plan.start();
        crowd = new Crowd(cluster.url());
        // Until all have compiled what they run.
        crowd.sustainable(8, ofSeconds(2));
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
        if (database != null) {
            database.close();
        }
    }

    @Test
    void exhaustedPoolRefusesAtOnce() throws Exception {
        try (Bystanders bystanders = new Bystanders();
                Connection admin = database.connectAsAdmin()) {
            admin.setAutoCommit(false);
            admin.createStatement().execute("LOCK TABLE workout.workout IN ACCESS EXCLUSIVE MODE");
            OpenLoop stuck = OpenLoop.run(ASKS_PER_SECOND, LASTING.plus(FOUND_OUT), crowd::ask);
            admin.rollback();
            Duration recovery = recovery();

            assertEquals(0, stuck.count(outcome -> !outcome.isRefusal()), () -> kinds(stuck));
            Latencies refusals = stuck.latencies(outcome -> outcome.at().compareTo(FOUND_OUT) > 0);
            assertTrue(
                    refusals.percentile(90).compareTo(ofMillis(500)) < 0,
                    () -> "90 of 100 refused within " + refusals.percentile(90));
            assertEquals(Set.of(200), bystanders.readinessOfTheOther());
            bystanders.assertUntouched();
            record(
                    "All connections of a service's pool stuck behind a lock",
                    "%d requests in %d s"
                            .formatted(stuck.count(), LASTING.plus(FOUND_OUT).toSeconds()),
                    "503 with Retry-After, at once when it is known; readiness stays up; served within seconds afterwards",
                    "%s; refused in %d ms (median), %d ms (p90); readiness up; served %d ms after; %s"
                            .formatted(
                                    kinds(stuck),
                                    refusals.percentile(50).toMillis(),
                                    refusals.percentile(90).toMillis(),
                                    recovery.toMillis(),
                                    bystanders));
        }
    }

    /** Each waits for a connection that waits for the network: nothing else on this machine has a part in it. */
    @Test
    void whatAFullPoolAcceptsIsServedInTime() throws Exception {
        FaultProxy line = cluster.databaseLine(WORKOUT).delay(FAR_AWAY);
        try {
            Saturation saturation = saturate("its database %d ms away".formatted(FAR_AWAY.toMillis()));
            saturation.record("excess refused at once (429, 503); accepted within twice the normal p99 once a burst"
                    + " would be over; readiness stays up");
            assertTrue(
                    saturation
                                    .accepted()
                                    .p99()
                                    .compareTo(saturation.normal().p99().multipliedBy(2))
                            < 0,
                    saturation::toString);
        } finally {
            line.mend();
        }
    }

    /** The client, the gateway, the service and its database share the processors: the excess slows down all of them. */
    @Test
    void saturatedServiceRefusesTheExcess() throws Exception {
        saturate("all on the same processors")
                .record("excess refused (429, 503), nothing fails; how long what is accepted takes is measured;"
                        + " readiness stays up");
    }

    /**
     * What a service did that was asked for twice of what it can.
     *
     * @param sustainable so many requests a second
     * @param normal how long they took at half of that
     * @param accepted how long the accepted took at twice, after the burst
     * @param refused how long the refused took
     */
    private record Saturation(
            String where,
            int sustainable,
            Latencies normal,
            Latencies accepted,
            Latencies refused,
            Duration recovery,
            Bystanders bystanders) {

        void record(String promised) {
            SaturationTest.record(
                    "A service asked for twice what it can do, %s (closed loop of 16: %d requests a second)"
                            .formatted(where, sustainable),
                    "%d requests, %d s"
                            .formatted(accepted.count() + refused.count(), Scale.times(1, 3) * LASTING.toSeconds()),
                    promised,
                    toString());
        }

        @Override
        public String toString() {
            return "%d accepted, median %d ms, p99 %d ms, %.1f times that at half load (%d ms); %d refused, median %d ms, p99 %d ms; readiness up; served %d ms after; %s"
                    .formatted(
                            accepted.count(),
                            accepted.percentile(50).toMillis(),
                            accepted.p99().toMillis(),
                            (double) accepted.p99().toNanos() / normal.p99().toNanos(),
                            normal.p99().toMillis(),
                            refused.count(),
                            refused.percentile(50).toMillis(),
                            refused.p99().toMillis(),
                            recovery.toMillis(),
                            bystanders);
        }
    }

    private static Saturation saturate(String where) throws Exception {
        int sustainable = crowd.sustainable(16, LASTING);
        Latencies normal = new Latencies();
        Latencies accepted = new Latencies();
        Latencies refused = new Latencies();
        try (Bystanders bystanders = new Bystanders()) {
            for (int round = 0; round < Scale.times(1, 3); round++) {
                OpenLoop usual = OpenLoop.run(Math.max(1, sustainable / 2), LASTING, crowd::ask);
                assertEquals(
                        0, usual.count(outcome -> !outcome.succeeded() && !outcome.isRefusal()), () -> kinds(usual));
                // On a machine that others use, half of what was possible a moment ago may be too much.
                assertTrue(
                        usual.count(Outcome::succeeded) >= usual.count() * (Scale.FULL ? 0.99 : 0.5),
                        () -> kinds(usual));
                normal.addAll(usual.latencies(Outcome::succeeded));

                OpenLoop excess = OpenLoop.run(2 * sustainable, LASTING.plus(BURST), crowd::ask);
                assertEquals(
                        0, excess.count(outcome -> !outcome.succeeded() && !outcome.isRefusal()), () -> kinds(excess));
                accepted.addAll(excess.latencies(outcome -> outcome.succeeded() && isAfterBurst(outcome)));
                refused.addAll(excess.latencies(outcome -> outcome.isRefusal() && isAfterBurst(outcome)));
            }
            Duration recovery = recovery();

            assertTrue(accepted.count() > normal.count() / 3, "Little is accepted: " + accepted.count());
            assertTrue(refused.count() > 0, "Nothing was too much");
            assertEquals(Set.of(200), bystanders.readinessOfTheOther());
            bystanders.assertUntouched();
            return new Saturation(where, sustainable, normal, accepted, refused, recovery, bystanders);
        }
    }

    private static boolean isAfterBurst(Outcome outcome) {
        return outcome.at().compareTo(BURST) > 0;
    }

    @Test
    void slowServiceIsAloneWithIt() throws Exception {
        FaultProxy line = cluster.replicas(WORKOUT).getFirst().line();
        try (Bystanders bystanders = new Bystanders()) {
            line.delay(ofSeconds(2));
            OpenLoop slow = OpenLoop.run(ASKS_PER_SECOND, LASTING, crowd::ask);
            line.mend();
            Duration recovery = recovery();

            assertEquals(slow.count(), slow.count(Outcome::succeeded), () -> kinds(slow));
            bystanders.assertUntouched();
            record(
                    "A service answers 2 s later",
                    "%d requests".formatted(slow.count()),
                    "its requests are answered, only later; the other services are not touched",
                    "%s, p99 %d ms; served %d ms after; %s"
                            .formatted(
                                    kinds(slow),
                                    slow.latencies(Outcome::succeeded).p99().toMillis(),
                                    recovery.toMillis(),
                                    bystanders));
        }
    }

    @Test
    void deadServiceIsToldAtOnce() throws Exception {
        ServiceProcess service = cluster.service(WORKOUT);
        try (Bystanders bystanders = new Bystanders()) {
            service.kill();
            OpenLoop dead = OpenLoop.run(ASKS_PER_SECOND, LASTING, crowd::ask);
            service.startAgain();
            service.awaitReady();
            Duration recovery = recovery();

            assertEquals(0, dead.count(outcome -> outcome.status() != 502 && !outcome.isRefusal()), () -> kinds(dead));
            Latencies refusals = dead.latencies(outcome -> true);
            assertTrue(refusals.p99().compareTo(ofSeconds(2)) < 0, () -> "Refused in " + refusals.p99());
            bystanders.assertUntouched();
            record(
                    "A service is killed and started again",
                    "%d requests meanwhile".formatted(dead.count()),
                    "502 or 503 at once; the other services are not touched; served within seconds when it is back",
                    "%s, p99 %d ms; served %d ms after it was ready; %s"
                            .formatted(kinds(dead), refusals.p99().toMillis(), recovery.toMillis(), bystanders));
        }
    }

    @Test
    void frozenServiceIsAloneWithIt() throws Exception {
        ServiceProcess service = cluster.service(WORKOUT);
        // Longer than the gateway waits for an answer, when there is time for that.
        Duration frozenFor = Scale.lasting(ofSeconds(3), ofSeconds(40));
        try (Bystanders bystanders = new Bystanders()) {
            Signal.STOP.to(service.pid());
            OpenLoop frozen;
            try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
                var _ = clock.schedule(
                        () -> Signal.CONT.to(service.pid()), frozenFor.toMillis(), TimeUnit.MILLISECONDS);
                frozen = OpenLoop.run(ASKS_PER_SECOND, frozenFor, crowd::ask);
            }
            Duration recovery = recovery();

            assertEquals(0, frozen.count(outcome -> outcome.status() == 0), () -> kinds(frozen));
            bystanders.assertUntouched();
            record(
                    "A service stands still (SIGSTOP) for %d s".formatted(frozenFor.toSeconds()),
                    "%d requests meanwhile".formatted(frozen.count()),
                    "no request waits for longer than 30 s; the other services are not touched",
                    "%s, longest %d ms; served %d ms after; %s"
                            .formatted(
                                    kinds(frozen),
                                    frozen.latencies(outcome -> true).longest().toMillis(),
                                    recovery.toMillis(),
                                    bystanders));
        }
    }

    /** How long it takes from now until the service answers as it did, with no restart. */
    private static Duration recovery() {
        long begin = System.nanoTime();
        await().atMost(ofSeconds(10))
                .pollDelay(Duration.ZERO)
                .pollInterval(ofMillis(20))
                .until(() -> crowd.ask().succeeded());
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** How many of each answer. */
    private static String kinds(OpenLoop loop) {
        return loop.outcomes().stream()
                .collect(Collectors.groupingBy(
                        outcome -> (outcome.status() + " " + outcome.problem()).strip(),
                        TreeMap::new,
                        Collectors.counting()))
                .entrySet()
                .stream()
                .map(kind -> kind.getValue() + " × " + kind.getKey())
                .collect(Collectors.joining(", "));
    }

    private static void record(String done, String often, String promised, String seen) {
        Findings.add(SaturationTest.class, done, often, promised, seen);
    }

    /** Users of the other services, before and during the trouble; and the readiness of the service that has it. */
    private static final class Bystanders implements AutoCloseable {

        private final SteadyLoad load;
        private final Duration before;
        private final Set<Integer> readiness = ConcurrentHashMap.newKeySet();
        private final ScheduledExecutorService prober = Executors.newSingleThreadScheduledExecutor();

        Bystanders() throws IOException {
            load = SteadyLoad.of(OTHERS, cluster::url);
            load.awaitMore(100);
            before = load.latencies().p99();
            load.latencies().forget();
            var _ = prober.scheduleWithFixedDelay(
                    () -> readiness.add(cluster.service(WORKOUT).readiness()), 0, 200, TimeUnit.MILLISECONDS);
        }

        Set<Integer> readinessOfTheOther() {
            return readiness;
        }

        void assertUntouched() throws InterruptedException {
            load.stop();
            assertEquals(List.of(), load.failures());
        }

        @Override
        public String toString() {
            return "others: %d requests, 0 failed, p99 %d ms (%d ms before)"
                    .formatted(load.latencies().count(), load.latencies().p99().toMillis(), before.toMillis());
        }

        @Override
        public void close() {
            prober.shutdownNow();
            load.close();
        }
    }
}

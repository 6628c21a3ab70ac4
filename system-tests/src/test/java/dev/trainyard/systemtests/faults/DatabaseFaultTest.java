package dev.trainyard.systemtests.faults;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.systemtests.ServiceProcess;
import dev.trainyard.systemtests.faults.Load.Sample;
import dev.trainyard.testkit.fault.DatabaseFault;
import dev.trainyard.testkit.fault.FaultProxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What happens to the database, while all services are used: who asks is told at once, and all goes on by itself. */
@Tag("faults")
class DatabaseFaultTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int USERS = 4;
    private static final int ROUNDS = Scale.times(1, 5);

    // What is promised. A busy machine that runs the tests beside others is slow, not wrong.
    private static final Duration REFUSED_WITHIN = Scale.lasting(Duration.ofSeconds(6), Duration.ofSeconds(2));
    private static final Duration UNREADY_WITHIN = Scale.lasting(Duration.ofSeconds(15), Duration.ofSeconds(5));
    private static final Duration READY_WITHIN = Scale.lasting(Duration.ofSeconds(15), Duration.ofSeconds(2));

    private static EmbeddedDatabase database;
    private static Cluster cluster;
    private static Load load;

    @BeforeAll
    static void start() throws Exception {
        database = EmbeddedDatabase.temporaryDurable();
        cluster = Cluster.over(database).withAll().start();
        load = new Load(Duration.ofMillis(50));
        for (int number = 0; number < USERS; number++) {
            Traffic.add(load, new Client(cluster.url(), "user-" + number));
        }
        Traffic.awaitSuccess(load);
    }

    @AfterAll
    static void stop() {
        if (load != null) {
            load.close();
        }
        if (cluster != null) {
            cluster.close();
        }
        if (database != null) {
            database.close();
        }
    }

    /** What can be done to the database. */
    @FunctionalInterface
    private interface Act {
        void happen() throws Exception;
    }

    @Test
    void killedServer() throws Exception {
        outage("PostgreSQL killed with -9, and started again", () -> DatabaseFault.kill(database), () -> {
            database.startAgain();
        });
    }

    @Test
    void frozenServer() throws Exception {
        outage(
                "PostgreSQL frozen (SIGSTOP), and let go on",
                () -> DatabaseFault.freeze(database),
                () -> DatabaseFault.thaw(database));
    }

    @Test
    void frozenLine() throws Exception {
        outage(
                "the network to PostgreSQL silent, and back",
                () -> cluster.databaseLines().forEach(FaultProxy::freeze),
                () -> cluster.databaseLines().forEach(FaultProxy::thaw));
    }

    @Test
    void cutLine() throws Exception {
        outage(
                "the network to PostgreSQL cut, and mended",
                () -> cluster.databaseLines().forEach(FaultProxy::cut),
                () -> cluster.databaseLines().forEach(FaultProxy::mend));
    }

    /** Their clients are not told: only the silence tells them. New ones are in order at once. */
    @Test
    void lostConnections() throws Exception {
        List<Sample> seen = disturbed(() -> cluster.databaseLines().forEach(FaultProxy::lose));
        add("all connections to PostgreSQL lost without a word", often(seen), "nobody waits for longer than 2 s", seen);
        assertPostponed(failed(seen));
        assertAtMost(REFUSED_WITHIN, Load.latencies(seen).longest(), "request");
    }

    @Test
    void resetConnections() throws Exception {
        List<Sample> seen = disturbed(() -> cluster.databaseLines().forEach(FaultProxy::reset));
        add("all connections to PostgreSQL reset", often(seen), "what was under way is refused, all stay ready", seen);
        assertPostponed(failed(seen));
    }

    @Test
    void slowLine() throws Exception {
        List<Sample> seen =
                disturbed(() -> cluster.databaseLines().forEach(line -> line.delay(Duration.ofMillis(200))), () -> {
                    awaitMore();
                    assertEquals(Set.of(200), readiness());
                    cluster.databaseLines().forEach(FaultProxy::mend);
                });
        add("200 ms more for each round trip to PostgreSQL", often(seen), "slower, all stay ready", seen);
        assertPostponed(failed(seen));
        assertTrue(!done(seen).isEmpty());
    }

    /** Somebody else has taken every connection that the server has. */
    @Test
    void noConnectionLeft() throws Exception {
        List<Connection> taken = new ArrayList<>();
        List<Sample> seen = disturbed(
                () -> {
                    // Those that are there would suffice for these few users.
                    cluster.databaseLines().forEach(FaultProxy::reset);
                    takeAll(taken);
                },
                () -> {
                    awaitMore();
                    for (Connection connection : taken) {
                        connection.close();
                    }
                });
        add(
                "no connection left in PostgreSQL",
                often(seen) + ", %d connections taken by others".formatted(taken.size()),
                "who gets none is refused within 2 s",
                seen);
        assertPostponed(failed(seen));
        assertAtMost(REFUSED_WITHIN, Load.latencies(failed(seen)).longest(), "refusal");
    }

    private static void takeAll(List<Connection> taken) {
        try {
            while (taken.size() < 200) {
                taken.add(database.connectAs("workout_owner"));
            }
        } catch (SQLException full) {
            assertEquals("53300", full.getSQLState(), full::getMessage);
        }
    }

    private static void awaitMore() {
        long now = System.nanoTime();
        await().atMost(PATIENCE).until(() -> load.since(now).size() > 100);
    }

    /** Until it is noticed everywhere, and then back. */
    private void outage(String done, Act fault, Act end) throws Exception {
        AtomicReference<Duration> unready = new AtomicReference<>(Duration.ZERO);
        AtomicReference<Duration> ready = new AtomicReference<>(Duration.ZERO);
        List<Sample> seen = disturbed(
                () -> {
                    long begin = System.nanoTime();
                    fault.happen();
                    awaitReadiness(503);
                    unready.accumulateAndGet(since(begin), DatabaseFaultTest::longer);
                    assertAlive();
                },
                () -> {
                    end.happen();
                    long back = System.nanoTime();
                    awaitReadiness(200);
                    ready.accumulateAndGet(since(back), DatabaseFaultTest::longer);
                });
        add(
                "%s; unready after %d ms, ready %d ms after its return"
                        .formatted(done, unready.get().toMillis(), ready.get().toMillis()),
                often(seen),
                "refused within 2 s; unready within 5 s, ready within 2 s; alive all the time",
                seen);
        assertPostponed(failed(seen));
        assertTrue(!failed(seen).isEmpty(), "Nobody noticed anything");
        assertAtMost(REFUSED_WITHIN, Load.latencies(failed(seen)).longest(), "refusal");
        assertAtMost(UNREADY_WITHIN, unready.get(), "readiness down");
        assertAtMost(READY_WITHIN, ready.get(), "readiness up");
    }

    /** What was asked from the first of {@code acts} to when all is as before. */
    private static List<Sample> disturbed(Act... acts) throws Exception {
        List<Long> processes = pids();
        List<Sample> seen = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            // What the round before has left is no part of this one.
            load.awaitEverybody();
            long begin = System.nanoTime();
            for (Act act : acts) {
                act.happen();
            }
            awaitReadiness(200);
            Traffic.awaitSuccess(load);
            seen.addAll(load.since(begin));
        }
        assertEquals(processes, pids(), "Something was restarted");
        return seen;
    }

    private static String often(List<Sample> seen) {
        return ROUNDS + " times, " + seen.size() + " requests";
    }

    private static void add(String done, String often, String promised, List<Sample> seen) {
        Findings.add(
                DatabaseFaultTest.class,
                done,
                often,
                promised,
                "%d done, the slowest in %d ms; %d refused by 503 with Retry-After, the slowest after %d ms"
                        .formatted(
                                done(seen).size(),
                                Load.latencies(done(seen)).longest().toMillis(),
                                failed(seen).size(),
                                Load.latencies(failed(seen)).longest().toMillis()));
    }

    private static List<Sample> done(List<Sample> seen) {
        return seen.stream().filter(Sample::succeeded).toList();
    }

    private static List<Sample> failed(List<Sample> seen) {
        return seen.stream().filter(sample -> !sample.succeeded()).toList();
    }

    private static void assertPostponed(List<Sample> refused) {
        assertEquals(
                List.of(),
                refused.stream().filter(sample -> !sample.postponed()).toList());
    }

    private static void assertAtMost(Duration bound, Duration seen, String what) {
        assertTrue(seen.compareTo(bound) <= 0, what + " took " + seen);
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static void assertAlive() {
        for (ServiceProcess process : cluster.all()) {
            given().get(process.managementUrl() + "/q/health/live").then().statusCode(200);
        }
    }

    private static List<Long> pids() {
        return cluster.all().stream().map(ServiceProcess::pid).toList();
    }

    /** Of the services: the gateway does not need the database. */
    private static void awaitReadiness(int status) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(DatabaseFaultTest::readiness, Set.of(status)::equals);
    }

    private static Set<Integer> readiness() {
        return Cluster.SERVICES.stream()
                .map(service -> cluster.service(service).readiness())
                .collect(Collectors.toSet());
    }
}

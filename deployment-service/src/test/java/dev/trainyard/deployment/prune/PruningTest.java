package dev.trainyard.deployment.prune;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.deployment.Uncancelled;
import dev.trainyard.deployment.log.Logs;
import dev.trainyard.deployment.run.EndedRun;
import dev.trainyard.deployment.run.RunStatus;
import dev.trainyard.kit.database.Database;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class PruningTest {

    private static final int WRITERS = 32;

    @InjectDatabase
    EmbeddedDatabase server;

    @Inject
    Database database;

    @Inject
    MeterRegistry metrics;

    @Inject
    PruneMeters meters;

    @Inject
    PruneMarks marks;

    @Inject
    PruneStore store;

    @Inject
    PruneWorker worker;

    @Inject
    PruneSweep sweep;

    @Inject
    PruningAfterRun afterRun;

    private final TestUser ada = TestUser.fresh();
    private Logs logs;

    @BeforeEach
    void nothingInLine() {
        logs = new Logs(database);
        worker.drain();
    }

    private LogPruning strategy(String name) {
        Random random = new Random(10);
        return switch (name) {
            case "not-in" -> InlinePruning.notIn(database, meters);
            case "offset-10" -> InlinePruning.offset(database, meters, () -> random.nextInt(10) == 0);
            default -> marks;
        };
    }

    private void idle() {
        sweep.run(new Uncancelled());
        worker.drain();
    }

    private List<UUID> write(TestUser user, UUID deployment, int number, Instant first) {
        return IntStream.range(0, number)
                .mapToObj(n -> logs.add(
                        user, deployment, Logs.entry().at(first.plusMillis(n)).steps(n % 3)))
                .toList();
    }

    private List<UUID> newest(List<UUID> ids, int number) {
        List<UUID> sorted = ids.stream().sorted(PruningTest::asUnsigned).toList();
        return sorted.subList(Math.max(0, sorted.size() - number), sorted.size());
    }

    private static int asUnsigned(UUID left, UUID right) {
        return left.toString().compareTo(right.toString());
    }

    private long inLine(UUID deployment) {
        return database.one(
                        "SELECT count(*) FROM log_prune WHERE user_id = ? AND deployment_id = ?",
                        row -> row.getLong(1),
                        ada.id(),
                        deployment)
                .orElseThrow();
    }

    private double pruned(String strategy, String table) {
        return metrics.counter("trainyard.deployment.log.pruned", "strategy", strategy, "table", table)
                .count();
    }

    @ParameterizedTest
    @ValueSource(strings = {"not-in", "offset-10", "background"})
    void exactlyTheNewestStayWhenThirtyTwoWriteAtOnce(String name) throws Exception {
        LogPruning strategy = strategy(name);
        UUID deployment = logs.deployment(ada, 50, 30);
        UUID beside = logs.deployment(ada, 50, 30);
        List<UUID> others = write(ada, beside, 7, Instant.now());
        List<Callable<List<UUID>>> writers = IntStream.range(0, WRITERS)
                .<Callable<List<UUID>>>mapToObj(writer -> () -> {
                    List<UUID> written = new ArrayList<>();
                    for (int n = 0; n < 20; n++) {
                        written.add(logs.add(ada, deployment));
                        strategy.logged(ada.id(), deployment);
                    }
                    return written;
                })
                .toList();
        List<UUID> all = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var pruning = Executors.newVirtualThreadPerTaskExecutor()) {
            // Two replicas' workers, while others write.
            var workers = List.of(pruning.submit(worker::drain), pruning.submit(worker::drain));
            for (Future<List<UUID>> written : threads.invokeAll(writers)) {
                all.addAll(written.get());
            }
            for (Future<?> working : workers) {
                working.get();
            }
        }
        if (name.equals("offset-10")) {
            sweep.run(new Uncancelled());
        }
        worker.drain();

        List<UUID> left = logs.ids(ada, deployment);
        assertEquals(WRITERS * 20, all.size());
        assertEquals(newest(all, 50), left);
        assertEquals(others, logs.ids(ada, beside));
        List<UUID> withSteps = new ArrayList<>(left);
        withSteps.addAll(others.stream()
                .filter(id -> logs.runsWithSteps(ada).contains(id))
                .toList());
        assertEquals(withSteps.stream().sorted(PruningTest::asUnsigned).toList(), logs.runsWithSteps(ada));
    }

    @Test
    void notInIsExactByItself() {
        UUID deployment = logs.deployment(ada, 3, 30);
        List<UUID> all = write(ada, deployment, 10, Instant.now());
        strategy("not-in").logged(ada.id(), deployment);
        assertEquals(newest(all, 3), logs.ids(ada, deployment));
    }

    /** The source's way left fifty-one. */
    @Test
    void offsetIsExactWhenItIsDrawn() {
        UUID deployment = logs.deployment(ada, 3, 30);
        List<UUID> all = write(ada, deployment, 10, Instant.now());
        InlinePruning.offset(database, meters, () -> true).logged(ada.id(), deployment);
        assertEquals(newest(all, 3), logs.ids(ada, deployment));
    }

    @Test
    void offsetPrunesOneRunInTen() {
        UUID deployment = logs.deployment(ada, 3, 30);
        List<UUID> all = write(ada, deployment, 10, Instant.now());
        InlinePruning.offset(database, meters, () -> false).logged(ada.id(), deployment);
        assertEquals(all, logs.ids(ada, deployment));
    }

    private record History(TestUser user, UUID deployment, List<UUID> all) {}

    private History history(String name, int kept, int written, Instant first) {
        TestUser user = TestUser.fresh();
        UUID deployment = logs.deployment(user, kept, 30);
        List<UUID> all = write(user, deployment, written, first);
        LogPruning strategy = strategy(name);
        all.forEach(run -> strategy.logged(user.id(), deployment));
        return new History(user, deployment, all);
    }

    private List<Integer> left(History history) {
        return logs.ids(history.user(), history.deployment()).stream()
                .map(history.all()::indexOf)
                .toList();
    }

    @Test
    void strategiesLeaveTheSame() {
        Random random = new Random(5);
        for (int round = 0; round < 20; round++) {
            int kept = 1 + random.nextInt(8);
            int written = random.nextInt(14);
            Instant first = Instant.now().minus(Duration.ofDays(random.nextInt(20)));
            History notIn = history("not-in", kept, written, first);
            History offset = history("offset-10", kept, written, first);
            History background = history("background", kept, written, first);
            idle();
            assertEquals(left(notIn), left(offset));
            assertEquals(left(notIn), left(background));
            assertEquals(Math.min(kept, written), left(notIn).size());
        }
    }

    @Test
    void runThatEndedIsPrunedInTheBackgroundByDefault() {
        UUID deployment = logs.deployment(ada, 2, 30);
        List<UUID> all = write(ada, deployment, 4, Instant.now());
        Instant now = Instant.now();
        afterRun.ended(
                new EndedRun(ada.id(), all.getLast(), deployment, 1, RunStatus.COMPLETED, null, null, now, now, now));
        assertEquals(all, logs.ids(ada, deployment));
        worker.drain();
        assertEquals(newest(all, 2), logs.ids(ada, deployment));
    }

    @Test
    void keepingLessPrunesInChunks() {
        UUID deployment = logs.deployment(ada, 10_000, 30);
        List<UUID> all = write(ada, deployment, 1_200, Instant.now());
        database.update("UPDATE deployment SET kept_logs = 50 WHERE user_id = ? AND id = ?", ada.id(), deployment);

        List<Pruned> chunks = new ArrayList<>();
        for (var chunk = store.pruneChunk(); chunk.isPresent(); chunk = store.pruneChunk()) {
            chunks.add(chunk.get());
        }

        assertEquals(
                List.of(500L, 500L, 150L), chunks.stream().map(Pruned::logs).toList());
        assertEquals(newest(all, 50), logs.ids(ada, deployment));
        assertEquals(0, inLine(deployment));
    }

    @Test
    void longRunsMakeSmallerChunks() {
        UUID deployment = logs.deployment(ada, 1, 30);
        for (int n = 0; n < 6; n++) {
            logs.add(
                    ada,
                    deployment,
                    Logs.entry().at(Instant.now().plusMillis(n)).steps(4_000));
        }
        marks.logged(ada.id(), deployment);
        store.mark(marks.take());

        assertEquals(new Pruned(3, 12_000), store.pruneChunk().orElseThrow());
        assertEquals(new Pruned(2, 8_000), store.pruneChunk().orElseThrow());
        assertTrue(store.pruneChunk().isEmpty());
    }

    @Test
    void keepingMoreDeletesNothing() {
        UUID deployment = logs.deployment(ada, 2, 30);
        write(ada, deployment, 2, Instant.now());
        database.update("UPDATE deployment SET kept_logs = 50 WHERE user_id = ? AND id = ?", ada.id(), deployment);
        assertEquals(0, inLine(deployment));
    }

    @Test
    void oldLogsGo() {
        UUID deployment = logs.deployment(ada, 50, 7);
        Instant now = Instant.now();
        logs.add(ada, deployment, Logs.entry().at(now.minus(Duration.ofDays(8))));
        UUID young = logs.add(ada, deployment, Logs.entry().at(now.minus(Duration.ofDays(6))));
        idle();
        assertEquals(List.of(young), logs.ids(ada, deployment));
        assertEquals(List.of(young), logs.runsWithSteps(ada));
    }

    @Test
    void ageCountsFromTheEnd() {
        UUID deployment = logs.deployment(ada, 50, 7);
        Instant now = Instant.now();
        UUID longRun = logs.add(
                ada, deployment, Logs.entry().at(now.minus(Duration.ofDays(60))).endedAt(now));
        idle();
        assertEquals(List.of(longRun), logs.ids(ada, deployment));
    }

    @Test
    void keepingThemForLessTimeIsSeenToAtOnce() {
        UUID deployment = logs.deployment(ada, 50, 30);
        logs.add(ada, deployment, Logs.entry().at(Instant.now().minus(Duration.ofDays(8))));
        database.update("UPDATE deployment SET kept_days = 7 WHERE user_id = ? AND id = ?", ada.id(), deployment);
        worker.drain();
        assertEquals(List.of(), logs.ids(ada, deployment));
    }

    @Test
    void logsGoWithTheirDeployment() {
        UUID deployment = logs.deployment(ada, 50, 30);
        write(ada, deployment, 3, Instant.now());
        database.update("DELETE FROM deployment WHERE user_id = ? AND id = ?", ada.id(), deployment);
        worker.drain();
        assertEquals(List.of(), logs.ids(ada, deployment));
        assertEquals(List.of(), logs.runsWithSteps(ada));
    }

    @Test
    void sweepFindsWhatAKilledReplicaKnew() {
        UUID deployment = logs.deployment(ada, 2, 30);
        UUID other = logs.deployment(ada, 5, 30);
        List<UUID> all = write(ada, deployment, 5, Instant.now());
        write(ada, other, 5, Instant.now());
        sweep.run(new Uncancelled());
        assertEquals(1, inLine(deployment));
        assertEquals(0, inLine(other));
        worker.drain();
        assertEquals(newest(all, 2), logs.ids(ada, deployment));
    }

    @Test
    void anothersLogsStay() {
        TestUser bob = TestUser.fresh();
        UUID hers = logs.deployment(ada, 1, 30);
        UUID his = logs.deployment(bob, 50, 30);
        write(ada, hers, 3, Instant.now());
        List<UUID> kept = write(bob, his, 3, Instant.now());
        marks.logged(bob.id(), hers);
        marks.logged(ada.id(), his);
        marks.logged(ada.id(), hers);
        worker.drain();
        assertEquals(kept, logs.ids(bob, his));
        assertEquals(1, logs.ids(ada, hers).size());
    }

    /** The lock of a row goes with the connection: of a process that is killed, too. */
    @Test
    void whatADyingReplicaHasTakenIsPrunedByAnother() throws Exception {
        UUID deployment = logs.deployment(ada, 1, 30);
        write(ada, deployment, 3, Instant.now());
        marks.logged(ada.id(), deployment);
        store.mark(marks.take());
        try (Connection dying = server.connectAs("deployment_app");
                var take = dying.prepareStatement("DELETE FROM log_prune WHERE user_id = ?")) {
            dying.setAutoCommit(false);
            take.setString(1, ada.id());
            assertEquals(1, take.executeUpdate());
            worker.drain();
            assertEquals(3, logs.ids(ada, deployment).size());
            dying.rollback();
        }
        worker.drain();
        assertEquals(1, logs.ids(ada, deployment).size());
    }

    @Test
    void figuresTellHowLongAndHowMuch() {
        UUID deployment = logs.deployment(ada, 1, 30);
        write(ada, deployment, 4, Instant.now());
        database.update(
                "INSERT INTO log_prune (user_id, deployment_id, since) VALUES (?, ?, now() - interval '1 minute')",
                ada.id(),
                deployment);
        double logsBefore = pruned("background", "deployment_log");
        double stepsBefore = pruned("background", "run_step");

        worker.run();

        assertThat(metrics.get("trainyard.deployment.log.prune.lag").gauge().value(), greaterThan(59.0));
        assertEquals(3, pruned("background", "deployment_log") - logsBefore);
        // Of 0, 1 and 2 steps.
        assertEquals(3, pruned("background", "run_step") - stepsBefore);
        worker.run();
        assertEquals(
                0, metrics.get("trainyard.deployment.log.prune.lag").gauge().value());
    }
}

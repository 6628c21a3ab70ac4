package dev.trainyard.kit.job;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.kit.database.Database;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

@QuarkusTest
class JobRunnerTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    JobReplica.Maker replicas;

    @Inject
    JobStore store;

    @Inject
    Database database;

    @Test
    void newJobRunsAtOnceAndIsCounted() {
        TestJob job = TestJob.once(run -> {
            run.handled(3);
            run.handled(4);
            return 10;
        });
        try (JobReplica replica = replicas.started(job)) {
            await().atMost(SOON).until(() -> row(job).lastSuccess() != null);

            assertEquals(1, job.runs());
            assertEquals(1, replica.runs(job.name()));
            assertEquals(10, replica.counter("trainyard.job.rows", job.name()));
            assertEquals(0, replica.failures(job.name(), "unexpected"));
            assertTrue(row(job).executionTime().isAfter(Instant.now().plus(Duration.ofMinutes(59))));
        }
    }

    @Test
    void jobRunsAgainAfterItsInterval() {
        TestJob job = new TestJob(Duration.ofMillis(100), run -> 1);
        try (JobReplica replica = replicas.started(job)) {
            await().atMost(SOON).until(() -> job.runs() >= 3);

            assertTrue(replica.counter("trainyard.job.rows", job.name()) >= 2);
        }
    }

    @Test
    void oneReplicaRunsItAtATime() {
        TestJob job = new TestJob(Duration.ofMillis(1), run -> 1);
        try (JobReplica here = replicas.started(job);
                JobReplica there = replicas.started(job);
                JobReplica elsewhere = replicas.started(job)) {
            await().atMost(SOON).until(() -> job.runs() >= 20);

            assertEquals(1, job.mostAtOnce());
            assertTrue(here.runs(job.name()) + there.runs(job.name()) + elsewhere.runs(job.name()) >= 19);
        }
    }

    @Test
    void replicaThatOnlyAnswersRequestsRunsNothing() {
        TestJob job = TestJob.once(run -> 1);
        try (JobReplica idle = replicas.started(Map.of("trainyard.jobs.enabled", "false"), job);
                JobReplica busy = replicas.started(job)) {
            await().atMost(SOON).until(() -> row(job).lastSuccess() != null);

            assertEquals(0, idle.runs(job.name()));
            assertEquals(1, busy.runs(job.name()));
        }
    }

    @Test
    void runOfADeadReplicaIsTakenOver() {
        TestJob job = TestJob.once(run -> 1);
        runsElsewhere(job, "clock_timestamp() - interval '1 hour'");

        try (JobReplica replica = replicas.started(job)) {
            await().atMost(SOON).until(() -> row(job).lastSuccess() != null);

            assertEquals(1, job.runs());
            assertEquals(1, replica.failures(job.name(), "replica-died"));
            assertEquals(0, row(job).failures());
        }
    }

    @Test
    void runOfALivingReplicaIsNotTakenOver() {
        TestJob job = TestJob.once(run -> 1);
        TestJob other = new TestJob(Duration.ofMillis(1), run -> 1);
        runsElsewhere(job, "clock_timestamp() + interval '1 hour'");

        try (JobReplica replica = replicas.started(job, other)) {
            await().atMost(SOON).until(() -> other.runs() >= 10);

            assertEquals(0, job.runs());
            assertEquals(0, replica.gauge("trainyard.job.lag", job.name()));
        }
    }

    @Test
    void heartbeatsKeepALongRun() {
        CountDownLatch enough = new CountDownLatch(1);
        TestJob job = TestJob.once(run -> {
            enough.await(60, TimeUnit.SECONDS);
            return 1;
        });
        try (JobReplica here = replicas.started(job);
                JobReplica there = replicas.started(job)) {
            await().atMost(SOON).until(() -> job.runningNow() == 1);
            Instant begun = row(job).lastHeartbeat();
            // Longer than a replica may be silent.
            await().atMost(SOON).until(() -> row(job).lastHeartbeat().isAfter(begun.plusSeconds(3)));
            enough.countDown();
            await().atMost(SOON).until(() -> row(job).lastSuccess() != null);

            assertEquals(1, job.runs());
            assertEquals(1, here.runs(job.name()) + there.runs(job.name()));
        }
    }

    @Test
    void runThatWasTakenForDeadIsToldToStopAndLeavesTheRowAlone() {
        TestJob job = TestJob.endless();
        try (JobReplica replica = replicas.started(job)) {
            await().atMost(SOON).until(() -> job.runningNow() == 1 && row(job).startedAt() != null);
            database.update(
                    "UPDATE scheduled_tasks SET version = version + 1, picked_by = 'another' WHERE task_name = ?",
                    job.name());

            await().atMost(SOON).until(() -> replica.runs(job.name()) == 1);

            assertTrue(row(job).picked());
            assertEquals("another", row(job).pickedBy());
        }
    }

    @Test
    void failureIsTriedAgainLaterEachTime() {
        AtomicBoolean well = new AtomicBoolean();
        TestJob job = TestJob.once(run -> {
            if (!well.get()) {
                throw new IllegalStateException("broken, as the test wants it");
            }
            return 1;
        });
        try (JobReplica replica = replicas.started(job)) {
            await().atMost(SOON).until(() -> row(job).failures() >= 3);
            JobStore.Row failing = row(job);
            assertTrue(failing.executionTime().isAfter(failing.lastFailure().plusMillis(700)));
            assertTrue(replica.failures(job.name(), "unexpected") >= 3);

            well.set(true);
            await().atMost(SOON).until(() -> row(job).lastSuccess() != null);

            assertEquals(0, row(job).failures());
        }
    }

    @Test
    void errorIsAFailureToo() {
        TestJob job = TestJob.once(run -> {
            throw new StackOverflowError("as the test wants it");
        });
        try (JobReplica replica = replicas.started(job)) {
            await().atMost(SOON).until(() -> row(job).failures() >= 1);

            assertEquals(1, replica.failures(job.name(), "unexpected"));
        }
    }

    @Test
    void deadlockIsToldFromAFailure() {
        TestJob job = TestJob.once(run -> database.run(connection -> {
            throw new SQLException("deadlock detected", "40P01");
        }));
        try (JobReplica replica = replicas.started(job)) {
            await().atMost(SOON).until(() -> row(job).failures() >= 1);

            assertTrue(replica.failures(job.name(), "contended") >= 1);
            assertEquals(0, replica.failures(job.name(), "unexpected"));
        }
    }

    @Test
    void cancelledRunStopsAndTheNextIsNotCancelled() {
        TestJob job = TestJob.endless();
        try (JobReplica replica = replicas.started(job)) {
            await().atMost(SOON).until(() -> job.runningNow() == 1);
            assertTrue(store.cancel(job.name()).orElseThrow().cancelled());
            await().atMost(SOON).until(() -> row(job).lastSuccess() != null);

            assertTrue(store.runNow(job.name()).isPresent());
            await().atMost(SOON).until(() -> job.runs() == 2 && row(job).startedAt() != null);

            assertFalse(row(job).cancelled());
            assertEquals(1, replica.runs(job.name()));
        }
    }

    @Test
    void waitingJobCannotBeCancelledAndARunningOneNotBeStarted() {
        TestJob job = TestJob.endless();
        assertTrue(store.cancel(job.name()).isEmpty());
        assertTrue(store.runNow(job.name()).isEmpty());
        try (JobReplica replica = replicas.started(job)) {
            await().atMost(SOON).until(() -> job.runningNow() == 1);

            assertTrue(store.runNow(job.name()).isEmpty());
            assertEquals(0, replica.runs(job.name()));
        }
    }

    @Test
    void rowsSoFarAreToldWhileItRuns() {
        CountDownLatch enough = new CountDownLatch(1);
        TestJob job = TestJob.once(run -> {
            run.handled(42);
            enough.await(60, TimeUnit.SECONDS);
            return 42;
        });
        try (JobReplica replica = replicas.started(job)) {
            await().atMost(SOON).until(() -> row(job).rowsHandled() == 42);

            assertTrue(row(job).picked());
            assertEquals(42, replica.counter("trainyard.job.rows", job.name()));
            enough.countDown();
        }
    }

    @Test
    void runEndsWithItsReplicaAndGoesOnElsewhereAtOnce() {
        TestJob job = TestJob.endless();
        try (JobReplica here = replicas.started(job)) {
            await().atMost(SOON).until(() -> job.runningNow() == 1);
            assertEquals(0, here.runs(job.name()));
        }
        assertEquals(0, job.runningNow());
        try (JobReplica there = replicas.started(job)) {
            await().atMost(SOON).until(() -> job.runs() == 2);
            assertEquals(0, there.runs(job.name()));
        }
    }

    @Test
    void runThatDoesNotListenIsInterruptedWhenItsReplicaStops() {
        TestJob job = TestJob.once(run -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return 1;
        });
        JobReplica replica = replicas.started(job);
        await().atMost(SOON).until(() -> job.runningNow() == 1);

        replica.close();

        assertEquals(0, job.runningNow());
        assertEquals(0, replica.failures(job.name(), "unexpected"));
        await().atMost(SOON).until(() -> !row(job).picked());
    }

    @Test
    void shorterIntervalCountsAfterARestart() {
        TestJob job = new TestJob(Duration.ofMillis(50), run -> 1);
        database.update("""
                INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, version)
                VALUES (?, 'recurring', now() + interval '1 day', false, 7)
                """, job.name());

        try (JobReplica replica = replicas.started(job)) {
            await().atMost(SOON).until(() -> row(job).lastSuccess() != null);
            assertTrue(replica.runs(job.name()) >= 1);
        }
    }

    @Test
    void jobWhoseRowIsGoneIsDeclaredAgain() {
        TestJob job = TestJob.once(run -> 1);
        try (JobReplica replica = replicas.started(job)) {
            await().atMost(SOON).until(() -> row(job).lastSuccess() != null);
            database.update("DELETE FROM scheduled_tasks WHERE task_name = ?", job.name());

            await().atMost(SOON).until(() -> job.runs() == 2);

            assertTrue(replica.runs(job.name()) >= 1);
        }
    }

    @Test
    void lagIsForHowLongTheNextRunHasBeenDue() {
        TestJob blocker = TestJob.endless();
        TestJob waiting = TestJob.once(run -> 1);
        try (JobReplica full = replicas.started(Map.of("trainyard.jobs.max-at-once", "1"), blocker, waiting)) {
            await().atMost(SOON).until(() -> blocker.runningNow() == 1 || waiting.runs() == 1);
            database.update("""
                    UPDATE scheduled_tasks SET execution_time = now() - interval '1 hour'
                    WHERE task_name = ? AND NOT picked
                    """, waiting.name());
            await().atMost(SOON).until(() -> blocker.runningNow() == 1);
            await().atMost(SOON)
                    .until(() -> waiting.runs() > 0 || full.gauge("trainyard.job.lag", waiting.name()) >= 3600);

            assertEquals(0, full.gauge("trainyard.job.lag", blocker.name()));
        }
    }

    @Test
    void twoJobsOfOneNameAreAMistakeOfOurs() {
        TestJob job = TestJob.once(run -> 1);

        assertThrows(IllegalStateException.class, () -> replicas.started(job, job));
    }

    private JobStore.Row row(TestJob job) {
        return store.all().stream()
                .filter(row -> row.name().equals(job.name()))
                .findFirst()
                .orElseGet(() -> new JobStore.Row(job.name(), null, false, null, null, 0, null, false, null, null, 0));
    }

    /** As a replica leaves it that was killed in the middle, or is not ours to see. */
    private void runsElsewhere(TestJob job, String heartbeat) {
        database.update("""
                INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, picked_by, version,
                                             last_heartbeat)
                VALUES (?, 'recurring', now() - interval '2 hours', true, 'elsewhere', 5, %s)
                """.formatted(heartbeat), job.name());
    }
}

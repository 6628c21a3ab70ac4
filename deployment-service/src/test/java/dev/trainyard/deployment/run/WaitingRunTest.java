package dev.trainyard.deployment.run;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.deployment.run.RunSettings.LoggedSteps;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs that wait: in the table, and nowhere else. */
@QuarkusTest
@TestProfile(OwnReplicas.class)
class WaitingRunTest {

    @Inject
    TestReplica.Maker replicas;

    @Inject
    Deployed.Maker deployments;

    private static RunSettings within(Duration maxDuration) {
        return new RunSettings(maxDuration, LoggedSteps.ALL, 65_536, List.of());
    }

    @Test
    void waitOfDaysHoldsNothingButARow() {
        Deployed deployed = deployments.of(Tasks.wait("rest", "P3D"), Tasks.set("last", "{'b': 2}"));
        try (TestReplica replica = replicas.started()) {
            Instant before = Instant.now();

            replica.begin(deployed.start());

            await().until(() -> replica.replica().inWork() == 0);
            assertEquals(List.of("waiting"), deployed.going());
            assertNull(deployed.running("replica"));
            assertNull(deployed.running("leased_until"));
            Duration wait = Duration.between(before, deployed.runningInstant("wake_at"));
            assertEquals(3, wait.plusMillis(1).toDays());
            assertTrue(wait.compareTo(Duration.ofDays(3).plusMinutes(1)) < 0);
        }
    }

    @Test
    void waitOfDaysEndsWhenTheyAreOver() {
        Deployed deployed = deployments.of(Tasks.wait("rest", "P3D"), Tasks.set("last", "{'b': 2}"));
        try (TestReplica replica = replicas.started()) {
            replica.begin(deployed.start());
            await().until(() -> replica.replica().inWork() == 0);
            try (TestReplica tooEarly = replicas.ahead(Duration.ofDays(2))) {
                tooEarly.replica().lookSoon();
                assertEquals(List.of("waiting"), deployed.going());
            }
        }

        try (TestReplica later = replicas.ahead(Duration.ofDays(3).plusSeconds(1))) {
            await().until(() -> deployed.log().equals(List.of("completed rest last")));
            assertEquals(0, later.counter("trainyard.deployment.runs.takeovers"));
        }
    }

    @Test
    void runThatIsWokenTooEarlyGoesOnWaiting() {
        Deployed deployed = deployments.of(Tasks.wait("rest", "P3D"));
        try (TestReplica replica = replicas.started()) {
            replica.begin(deployed.start());
            await().until(() -> deployed.going().equals(List.of("waiting")));
            String wakeAt = deployed.running("wake_at");

            deployed.change("wake_at = now()");

            await().until(() -> deployed.running("attempts").equals("2") && wakeAt.equals(deployed.running("wake_at")));
        }
    }

    @Test
    void shortWaitIsSatOut() {
        Deployed deployed = deployments.of(Tasks.wait("rest", "PT0.1S"), Tasks.set("last", "{'b': 2}"));
        try (TestReplica replica = replicas.idle()) {
            EndedRun ended = replica.run(deployed.start());

            assertEquals(RunStatus.COMPLETED, ended.status());
            assertTrue(Duration.between(ended.startedAt(), ended.finishedAt()).toMillis() >= 100);
            assertEquals(List.of("completed rest last"), deployed.log());
        }
    }

    @Test
    void waitOfSecondsIsAwaitedByWhoeverIsPatient() {
        Deployed deployed = deployments.of(Tasks.wait("rest", "PT1.5S"));
        try (TestReplica replica = replicas.started()) {
            EndedRun ended = replica.run(deployed.start());

            assertEquals(RunStatus.COMPLETED, ended.status());
            assertTrue(Duration.between(ended.startedAt(), ended.finishedAt()).toMillis() >= 1_500);
        }
    }

    @Test
    void runThatTakesLongerThanItMayTimesOut() {
        Deployed deployed = deployments.with(within(Duration.ofMillis(300)), Tasks.call("ask"));
        try (TestReplica replica = replicas.idle()) {
            replica.calls.hold();

            EndedRun ended = replica.run(deployed.start());

            assertEquals(RunStatus.TIMED_OUT, ended.status());
            assertEquals(408, ended.error().status());
            await().until(() -> replica.calls.interrupted() == 1);
            assertEquals(List.of("timed_out -"), deployed.log());
        }
    }

    @Test
    void waitThatTakesLongerThanTheRunMayTimesOut() {
        Deployed deployed =
                deployments.with(within(Duration.ofDays(1)), Tasks.set("first", "{'a': 1}"), Tasks.wait("rest", "P3D"));
        try (TestReplica replica = replicas.started()) {
            replica.begin(deployed.start());
            await().until(() -> deployed.going().equals(List.of("waiting")));
        }

        try (TestReplica later = replicas.ahead(Duration.ofDays(1).plusSeconds(1))) {
            await().until(() -> deployed.log().equals(List.of("timed_out first")));
            assertEquals(RunStatus.TIMED_OUT, later.ended.getFirst().status());
        }
    }
}

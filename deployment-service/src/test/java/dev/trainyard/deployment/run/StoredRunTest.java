package dev.trainyard.deployment.run;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.database.DatabaseException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Runs that are in the table for a while. */
@QuarkusTest
@TestProfile(OwnReplicas.class)
class StoredRunTest {

    @Inject
    TestReplica.Maker replicas;

    @Inject
    Deployed.Maker deployments;

    @Inject
    Database database;

    @Test
    void positionIsStoredBeforeACallIsMade() {
        try (TestReplica replica = replicas.idle()) {
            Deployed deployed = deployments.of(Tasks.set("first", "{'a': 1}"), Tasks.call("ask"), Tasks.call("again"));
            List<String> seen = new ArrayList<>();
            replica.calls.onCall(() -> {
                seen.addAll(deployed.going());
                seen.add(deployed.running("steps"));
                seen.add(deployed.running("replica = '" + replica.replica().id() + "'"));
                seen.addAll(deployed.steps("name"));
            });

            EndedRun ended = replica.run(deployed.start());

            assertEquals(RunStatus.COMPLETED, ended.status());
            assertEquals(Deployed.json("{'answer': 42}"), ended.output());
            assertEquals(List.of("running", "1", "true", "first", "running", "2", "true", "first", "ask"), seen);
            assertEquals(List.of("ask", "again"), replica.calls.tasks());
            assertEquals(List.of(), deployed.going());
            assertEquals(List.of("completed first ask again"), deployed.log());
            assertEquals("3", deployed.logged("steps"));
        }
    }

    @Test
    void branchesCallAtTheSameTime() {
        try (TestReplica replica = replicas.idle()) {
            Deployed deployed = deployments.of(Tasks.fork("both", Tasks.call("a"), Tasks.call("b")));
            replica.calls.hold();
            replica.begin(deployed.start());
            await().until(() -> replica.calls.asked().size() == 2);

            replica.calls.answer();

            await().until(() -> !deployed.log().isEmpty());
            assertEquals("completed", deployed.logged("status"));
        }
    }

    @Test
    void whatOutlastsPatienceIsStoredAndGoesOn() {
        try (TestReplica replica = replicas.idle()) {
            Deployed deployed = deployments.of(Tasks.call("ask"));
            RunStart start = deployed.start();
            replica.calls.hold();

            RunOutcome outcome = replica.replica().run(start, Duration.ofMillis(50));

            assertEquals(new RunOutcome.Going(start.id()), outcome);
            assertEquals(List.of("running"), deployed.going());
            replica.calls.answer();
            await().until(() -> deployed.log().equals(List.of("completed ask")));
        }
    }

    @Test
    void whatCannotBeInJsonbIsReplaced() {
        try (TestReplica replica = replicas.idle()) {
            Deployed deployed = deployments.of(Tasks.call("ask"), Tasks.call("again"));
            replica.calls.answers(
                    com.fasterxml.jackson.databind.node.TextNode.valueOf("a" + (char) 0 + "b" + (char) 0xD800));

            EndedRun ended = replica.run(deployed.start());

            assertEquals(RunStatus.COMPLETED, ended.status());
            assertEquals("\"a\ufffdb\ufffd\"", deployed.logged("response"));
        }
    }

    @Test
    void acceptedRunIsAttendedAfterTheTransaction() {
        try (TestReplica replica = replicas.started()) {
            Deployed deployed = deployments.of(Tasks.set("first", "{'a': 1}"));
            RunStart start = deployed.start();
            QuarkusTransaction.requiringNew().run(() -> replica.replica().accept(start));
            assertEquals(List.of("running"), deployed.going());

            RunOutcome outcome = replica.replica().attend(start, TestReplica.PATIENT);

            assertEquals(
                    RunStatus.COMPLETED,
                    assertInstanceOf(RunOutcome.Ended.class, outcome).run().status());
            assertEquals(List.of(), deployed.going());
            assertEquals(List.of("completed first"), deployed.log());
        }
    }

    @Test
    void acceptedRunThatIsRolledBackIsNone() {
        try (TestReplica replica = replicas.started()) {
            Deployed deployed = deployments.of(Tasks.set("first", "{'a': 1}"));
            RunStart start = deployed.start();
            assertThrows(
                    IllegalStateException.class,
                    () -> QuarkusTransaction.requiringNew().run(() -> {
                        replica.replica().accept(start);
                        throw new IllegalStateException("changed my mind");
                    }));
            assertEquals(List.of(), deployed.going());
        }
    }

    @Test
    void acceptedRunOfAReplicaThatDiedBeforeItsBeginningBegins() {
        try (TestReplica dead = replicas.idle()) {
            Deployed deployed = deployments.of(Tasks.set("first", "{'a': 1}"));
            dead.replica().accept(deployed.start());
            deployed.endLeases();
            try (TestReplica replica = replicas.started()) {
                await().until(() -> deployed.log().equals(List.of("completed first")));
                assertEquals(1, replica.counter("trainyard.deployment.runs.takeovers"));
            }
        }
    }

    @Test
    void runInLineWaitsUntilItIsMadeReady() {
        try (TestReplica replica = replicas.started()) {
            Deployed inLine = deployments.of(Tasks.set("first", "{'a': 1}"));
            Deployed ready = deployments.of(Tasks.set("first", "{'a': 1}"));
            replica.replica().enqueue(inLine.start());
            replica.replica().enqueue(ready.start());
            ready.change("status = 'ready', wake_at = now()");

            replica.replica().lookSoon();

            await().until(() -> ready.log().equals(List.of("completed first")));
            assertEquals(List.of("queued"), inLine.going());
            assertNull(inLine.running("started_at"));
        }
    }

    @Test
    void fullReplicaLeavesRunsToOthers() {
        try (TestReplica full = replicas.started(Map.of("trainyard.runs.max-in-work", "1"))) {
            Deployed deployed = deployments.of(Tasks.call("ask"));
            full.calls.hold();
            full.begin(deployed.start());
            await().until(() -> full.calls.asked().size() == 1);

            full.begin(deployed.start());

            assertEquals(List.of("running", "ready"), deployed.going());
            assertEquals(1, full.replica().inWork());
            try (TestReplica replica = replicas.started()) {
                await().until(() -> deployed.log().equals(List.of("completed ask")));
                assertEquals(List.of("ask"), replica.calls.tasks());
            }
        }
    }

    @Test
    void runThatHadToWaitForRoomIsAwaitedAllTheSame() {
        try (TestReplica replica = replicas.started(Map.of("trainyard.runs.max-in-work", "1"))) {
            Deployed deployed = deployments.of(Tasks.call("ask"));
            replica.calls.hold();
            replica.begin(deployed.start());
            await().until(() -> replica.calls.asked().size() == 1);
            replica.calls.onCall(replica.calls::answer);
            Thread.ofVirtual().start(() -> {
                await().until(() -> deployed.going().contains("ready"));
                replica.calls.answer();
            });

            EndedRun second = replica.run(deployed.start());

            assertEquals(RunStatus.COMPLETED, second.status());
        }
    }

    @Test
    void runOfADeploymentThatGoesAwayIsGone() {
        try (TestReplica replica = replicas.started()) {
            Deployed deployed = deployments.of(Tasks.call("ask"), Tasks.call("again"));
            replica.calls.hold();
            replica.begin(deployed.start());
            await().until(() -> replica.calls.asked().size() == 1);

            database.update("DELETE FROM deployment WHERE user_id = ?", deployed.user);

            await().until(() -> replica.replica().inWork() == 0);
            assertEquals(List.of("ask"), replica.calls.tasks());
            assertEquals(1, replica.calls.interrupted());
            assertEquals(List.of(), deployed.log());
        }
    }

    @Test
    void idOfARunThatThereIsIsRefused() {
        try (TestReplica replica = replicas.idle()) {
            RunStart start = deployments.of(Tasks.call("ask")).start();
            replica.replica().accept(start);
            assertThrows(DatabaseException.class, () -> replica.replica().accept(start));
        }
    }
}

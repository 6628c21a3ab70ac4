package dev.trainyard.deployment.run;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(OwnReplicas.class)
class CancelledRunTest {

    @Inject
    TestReplica.Maker replicas;

    @Inject
    Deployed.Maker deployments;

    private TestReplica replica;

    @BeforeEach
    void start() {
        replica = replicas.started();
    }

    @AfterEach
    void stop() {
        replica.close();
    }

    private RunStart calling(Deployed deployed) {
        RunStart start = deployed.start();
        replica.calls.hold();
        replica.begin(start);
        await().until(() -> replica.calls.asked().size() == 1);
        return start;
    }

    @Test
    void callOfACancelledRunIsInterruptedAndItsStepsStay() {
        Deployed deployed = deployments.of(Tasks.set("first", "{'a': 1}"), Tasks.call("ask"));
        RunStart start = calling(deployed);

        assertTrue(replica.replica().cancel(deployed.user, start.id()));

        await().until(() -> deployed.log().equals(List.of("cancelled first")));
        await().until(() -> replica.calls.interrupted() == 1);
        assertEquals("1", deployed.logged("steps"));
        assertNull(deployed.logged("response"));
        assertEquals("urn:problem:run-cancelled", deployed.logged("error->>'type'"));
        assertEquals(RunStatus.CANCELLED, replica.ended.getFirst().status());
    }

    @Test
    void runOfAnotherReplicaIsCancelledThere() {
        Deployed deployed = deployments.of(Tasks.call("ask"));
        RunStart start = calling(deployed);
        try (TestReplica other = replicas.idle()) {
            assertTrue(other.replica().cancel(deployed.user, start.id()));

            await().until(() -> deployed.log().equals(List.of("cancelled -")));
            assertEquals(1, replica.ended.size());
        }
    }

    @Test
    void waitingRunIsCancelled() {
        Deployed deployed = deployments.of(Tasks.set("first", "{'a': 1}"), Tasks.wait("rest", "P3D"));
        RunStart start = deployed.start();
        replica.begin(start);
        await().until(() -> deployed.going().equals(List.of("waiting")));

        assertTrue(replica.replica().cancel(deployed.user, start.id()));

        await().until(() -> deployed.log().equals(List.of("cancelled first")));
        assertEquals(List.of(), deployed.going());
    }

    @Test
    void runInLineIsCancelledWithoutHavingBegun() {
        Deployed deployed = deployments.of(Tasks.set("first", "{'a': 1}"));
        RunStart start = deployed.start();
        replica.replica().enqueue(start);

        assertTrue(replica.replica().cancel(deployed.user, start.id()));

        await().until(() -> deployed.log().equals(List.of("cancelled -")));
    }

    @Test
    void runOfAnotherUserIsNotCancelled() {
        Deployed deployed = deployments.of(Tasks.call("ask"));
        RunStart start = calling(deployed);

        assertFalse(replica.replica().cancel("user-" + UUID.randomUUID(), start.id()));

        replica.calls.answer();
        await().until(() -> deployed.log().equals(List.of("completed ask")));
    }

    @Test
    void runThatHasEndedIsNotCancelled() {
        Deployed deployed = deployments.of(Tasks.set("first", "{'a': 1}"));
        RunStart start = deployed.start();
        replica.run(start);

        assertFalse(replica.replica().cancel(deployed.user, start.id()));

        assertEquals(List.of("completed first"), deployed.log());
    }
}

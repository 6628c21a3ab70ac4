package dev.trainyard.deployment.run;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Replicas die, and others go on with what they had. */
@QuarkusTest
@TestProfile(OwnReplicas.class)
class TakeoverTest {

    @Inject
    TestReplica.Maker replicas;

    @Inject
    Deployed.Maker deployments;

    private static void hasAsked(TestReplica replica, int calls) {
        await().until(() -> replica.calls.asked().size() == calls);
    }

    @Test
    void runIsTakenOverExactlyAtItsStep() throws Exception {
        Deployed deployed = deployments.of(
                Tasks.set("first", "{'a': 1}"), Tasks.call("ask"), Tasks.call("again"), Tasks.set("last", "{'b': 2}"));
        RunStart start = deployed.start();
        TestReplica dies = replicas.started();
        dies.calls.onCall(() -> {
            if (dies.calls.asked().size() == 2) {
                dies.calls.hold();
            }
        });
        dies.begin(start);
        hasAsked(dies, 2);
        dies.die();
        deployed.endLeases();

        try (TestReplica replica = replicas.started()) {
            await().until(() -> !deployed.log().isEmpty());

            assertEquals(List.of("ask", "again"), dies.calls.tasks());
            assertEquals(dies.calls.asked().subList(1, 2), replica.calls.asked());
            assertEquals(List.of("completed first ask again last"), deployed.log());
            assertEquals(List.of("1", "2", "3", "4"), deployed.steps("number"));
            assertEquals("{\"b\": 2}", deployed.logged("response"));
            assertEquals(start.id().toString(), deployed.logged("id"));
            assertEquals(1, replica.counter("trainyard.deployment.runs.takeovers"));
            assertEquals(List.of(), dies.ended);
        }
    }

    @Test
    void replicaThatLostItsLeaseWritesNothing() {
        Deployed deployed = deployments.of(Tasks.call("ask"), Tasks.set("last", "{'b': 2}"));
        try (TestReplica slow = replicas.idle()) {
            slow.calls.hold();
            slow.begin(deployed.start());
            hasAsked(slow, 1);
            deployed.endLeases();
            try (TestReplica replica = replicas.started()) {
                await().until(() -> deployed.log().equals(List.of("completed ask last")));
                assertEquals(1, replica.ended.size());
            }
            String finished = deployed.logged("finished_at");

            slow.calls.answer();

            await().until(() -> slow.replica().inWork() == 0);
            assertEquals(finished, deployed.logged("finished_at"));
            assertEquals(List.of("completed ask last"), deployed.log());
            assertEquals(1, slow.counter("trainyard.deployment.runs.lost"));
            assertEquals(List.of(), slow.ended);
        }
    }

    @Test
    void replicaThatLostItsLeaseBeginsNoFurtherCall() {
        Deployed deployed = deployments.of(Tasks.call("ask"), Tasks.call("again"));
        try (TestReplica slow = replicas.idle();
                TestReplica replica = replicas.started()) {
            slow.calls.hold();
            replica.calls.hold();
            slow.begin(deployed.start());
            hasAsked(slow, 1);
            deployed.endLeases();
            hasAsked(replica, 1);

            slow.calls.answer();

            await().until(() -> slow.replica().inWork() == 0);
            assertEquals(List.of("ask"), slow.calls.tasks());
            replica.calls.answer();
            await().until(() -> deployed.log().equals(List.of("completed ask again")));
        }
    }

    @Test
    void replicaThatHearsThatItLostARunInterruptsItsCall() {
        Deployed deployed = deployments.of(Tasks.call("ask"));
        try (TestReplica slow = replicas.started()) {
            slow.calls.hold();
            slow.begin(deployed.start());
            hasAsked(slow, 1);

            deployed.change("replica = uuidv7(), attempts = attempts + 1");

            await().until(() -> slow.calls.interrupted() == 1);
            await().until(() -> slow.replica().inWork() == 0);
            assertEquals(List.of(), deployed.log());
        }
    }

    @Test
    void leaseIsRenewedAsLongAsTheReplicaLives() {
        Deployed deployed = deployments.of(Tasks.call("ask"));
        try (TestReplica replica = replicas.started(Map.of("trainyard.runs.renew-every", "PT0.1S"))) {
            replica.calls.hold();
            replica.begin(deployed.start());
            hasAsked(replica, 1);
            String before = deployed.running("leased_until");

            await().until(() -> !deployed.running("leased_until").equals(before));

            assertEquals("1", deployed.running("attempts"));
        }
    }

    @Test
    void stoppingReplicaHandsItsRunsBackAtOnce() throws Exception {
        Deployed deployed = deployments.of(Tasks.set("first", "{'a': 1}"), Tasks.call("ask"));
        TestReplica stops = replicas.started();
        stops.calls.hold();
        stops.begin(deployed.start());
        hasAsked(stops, 1);

        stops.replica().stop();

        assertEquals(List.of("ready"), deployed.going());
        assertEquals(1, stops.calls.interrupted());
        try (TestReplica replica = replicas.started()) {
            await().until(() -> deployed.log().equals(List.of("completed first ask")));
            assertEquals(stops.calls.asked(), replica.calls.asked());
            assertEquals(0, replica.counter("trainyard.deployment.runs.takeovers"));
        }
    }

    @Test
    void runThatKillsItsReplicasIsFaulted() throws Exception {
        Deployed deployed = deployments.of(Tasks.set("first", "{'a': 1}"), Tasks.call("ask"));
        Map<String, String> settings = Map.of("trainyard.runs.max-takeovers", "2");
        TestReplica dies = replicas.started(settings);
        dies.calls.hold();
        dies.begin(deployed.start());
        hasAsked(dies, 1);
        dies.die();
        for (int takeover = 1; takeover <= 2; takeover++) {
            deployed.endLeases();
            TestReplica next = replicas.started(settings);
            next.calls.hold();
            hasAsked(next, 1);
            assertEquals(Integer.toString(takeover), deployed.running("takeovers"));
            next.die();
        }
        deployed.endLeases();

        try (TestReplica replica = replicas.started(settings)) {
            await().until(() -> deployed.log().equals(List.of("faulted first")));
            assertEquals(List.of(), replica.calls.asked());
            assertEquals(
                    "3 replicas in a row fell silent while they had this run.", deployed.logged("error->>'detail'"));
        }
    }

    @Test
    void takeoversCountOnlyWithoutAStepForward() throws Exception {
        Deployed deployed = deployments.of(Tasks.call("ask"), Tasks.call("again"));
        TestReplica dies = replicas.started();
        dies.calls.hold();
        dies.begin(deployed.start());
        hasAsked(dies, 1);
        dies.die();
        deployed.endLeases();
        TestReplica next = replicas.started();
        next.calls.onCall(() -> {
            if (next.calls.asked().size() == 2) {
                next.calls.hold();
            }
        });
        hasAsked(next, 2);

        assertEquals("0", deployed.running("takeovers"));
        assertEquals("2", deployed.running("attempts"));
        next.close();
    }

    @Test
    void twoReplicasNeverTakeTheSameRun() {
        Deployed deployed = deployments.of(Tasks.call("ask"));
        try (TestReplica writer = replicas.idle()) {
            for (int i = 0; i < 120; i++) {
                writer.replica().enqueue(deployed.start());
            }
        }
        deployed.change("status = 'ready', wake_at = now()");

        try (TestReplica one = replicas.started();
                TestReplica other = replicas.started()) {
            await().until(() -> deployed.log().size() == 120);
            assertEquals(120, one.calls.asked().size() + other.calls.asked().size());
            assertEquals(120, one.ended.size() + other.ended.size());
        }
    }
}

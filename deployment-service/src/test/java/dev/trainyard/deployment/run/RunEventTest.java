package dev.trainyard.deployment.run;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.kit.database.Database;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events from run to run of one user. */
@QuarkusTest
@TestProfile(OwnReplicas.class)
class RunEventTest {

    private static final String PLACED = "{'type': 'order.placed'}";

    @Inject
    TestReplica.Maker replicas;

    @Inject
    Deployed.Maker deployments;

    @Inject
    Database database;

    private TestReplica replica;

    @BeforeEach
    void start() {
        replica = replicas.started();
    }

    @AfterEach
    void stop() {
        replica.close();
    }

    private Deployed listening(String attributes) {
        return listening(deployments.of(Tasks.listen("hear", attributes), Tasks.set("last", "{'heard': '${ . }'}")));
    }

    private Deployed listening(Deployed deployed) {
        replica.begin(deployed.start());
        await().until(() -> deployed.going().equals(List.of("waiting")));
        return deployed;
    }

    private void give(String user, String type, String data) {
        replica.run(deployments
                .of(user, Deployed.ALL, Tasks.emit("tell", type, data))
                .start());
    }

    private List<String> rows(String user) {
        return database.list(
                "SELECT 'listener' FROM run_listener WHERE user_id = ? UNION ALL SELECT 'event' FROM run_event WHERE user_id = ?",
                row -> row.getString(1),
                user,
                user);
    }

    @Test
    void eventReachesTheRunThatListensAndLeavesNothing() {
        Deployed hears = listening(PLACED);

        give(hears.user, "order.placed", "{'order': 7}");

        await().until(() -> hears.log().equals(List.of("completed hear last")));
        assertEquals("7", hears.logged("response#>>'{heard,0,order}'"));
        assertEquals(List.of(), rows(hears.user));
    }

    @Test
    void eventReachesARunOnAnotherReplica() {
        Deployed hears = listening(PLACED);
        try (TestReplica other = replicas.idle()) {
            other.run(deployments
                    .of(hears.user, Deployed.ALL, Tasks.emit("tell", "order.placed", "{'order': 7}"))
                    .start());
        }

        await().until(() -> hears.log().equals(List.of("completed hear last")));
    }

    @Test
    void eventReachesEachRunThatListens() {
        Deployed one = listening(PLACED);
        Deployed other = listening(deployments.of(one.user, Deployed.ALL, Tasks.listen("hear", PLACED)));

        give(one.user, "order.placed", "{'order': 7}");

        await().until(() -> one.log().equals(List.of("completed hear last")));
        await().until(() -> other.log().equals(List.of("completed hear")));
    }

    @Test
    void eventOfAnotherTypeOrUserIsNotHeard() {
        Deployed hears = listening(PLACED);

        give(hears.user, "order.paid", "{'order': 7}");
        give("user-of-another-" + hears.user, "order.placed", "{'order': 8}");
        give(hears.user, "order.placed", "{'order': 9}");

        await().until(() -> hears.log().equals(List.of("completed hear last")));
        assertEquals("9", hears.logged("response#>>'{heard,0,order}'"));
    }

    @Test
    void eventThatAnExpressionDoesNotMeanIsNotHeard() {
        Deployed hears = listening("{'type': 'order.placed', 'data': '${ .order > 7 }'}");

        give(hears.user, "order.placed", "{'order': 7}");
        await().until(() -> hears.running("events").equals("1"));
        await().until(() -> rows(hears.user).equals(List.of("listener")));
        give(hears.user, "order.placed", "{'order': 8}");

        await().until(() -> hears.log().equals(List.of("completed hear last")));
        assertEquals("8", hears.logged("response#>>'{heard,0,order}'"));
    }

    @Test
    void eventFromBeforeIsNotHeard() {
        Deployed hears = deployments.of(Tasks.listen("hear", PLACED), Tasks.set("last", "{'heard': '${ . }'}"));
        give(hears.user, "order.placed", "{'order': 7}");
        listening(hears);

        give(hears.user, "order.placed", "{'order': 8}");

        await().until(() -> hears.log().equals(List.of("completed hear last")));
        assertEquals("8", hears.logged("response#>>'{heard,0,order}'"));
    }

    @Test
    void eventIsGivenWithItsRunOrNotAtAll() {
        Deployed hears = listening(PLACED);
        Deployed tells = deployments.of(
                hears.user, Deployed.ALL, Tasks.emit("tell", "order.placed", "{'order': 7}"), Tasks.call("ask"));
        try (TestReplica loses = replicas.idle()) {
            RunStart start = tells.start();
            loses.replica().accept(start);
            tells.change("attempts = 2");

            loses.replica().attend(start, java.time.Duration.ofSeconds(1));

            assertEquals(List.of(), loses.calls.asked());
            assertEquals("0", hears.running("events"));
        }
    }

    @Test
    void eventWaitsForARunWhoseReplicaDied() throws Exception {
        Deployed hears = listening(PLACED);
        replica.die();
        try (TestReplica other = replicas.idle()) {
            other.run(deployments
                    .of(hears.user, Deployed.ALL, Tasks.emit("tell", "order.placed", "{'order': 7}"))
                    .start());
        }
        assertEquals(List.of("listener", "event"), rows(hears.user));

        try (TestReplica next = replicas.started()) {
            await().until(() -> hears.log().equals(List.of("completed hear last")));
            assertEquals(1, next.ended.size());
        }
    }

    @Test
    void eventReachesARunThatDoesSomethingElseAsWell() {
        Deployed hears = deployments.of(Tasks.fork("both", Tasks.call("ask"), Tasks.listen("hear", PLACED)));
        replica.calls.hold();
        replica.begin(hears.start());
        await().until(() -> replica.calls.asked().size() == 1);

        give(hears.user, "order.placed", "{'order': 7}");

        await().until(() -> hears.steps("name").contains("hear"));
        replica.calls.answer();
        await().until(() -> hears.log().equals(List.of("completed hear ask both")));
    }

    @Test
    void allOfSeveralEventsAreHeardInTheirOrder() {
        Deployed hears = listening(deployments.of(
                "{'hear': {'listen': {'to': {'all': [{'with': {'type': 'a'}}, {'with': {'type': 'b'}}]}}}}"));

        give(hears.user, "b", "{'n': 1}");
        give(hears.user, "b", "{'n': 2}");
        give(hears.user, "a", "{'n': 3}");

        await().until(() -> hears.log().equals(List.of("completed hear")));
        assertEquals("[{\"n\": 1}, {\"n\": 3}]", hears.logged("response"));
        assertEquals(List.of(), rows(hears.user));
    }

    @Test
    void noEventIsMissedWhileOneIsWorkedOn() {
        Deployed hears = deployments.of("""
                {'hear': {'listen': {'to': {'any': [{'with': {'type': 'item'}}], 'until': '${ length == 5 }'}},
                          'foreach': {'item': 'event', 'do': [%s, {'keep': {'set': {'n': '${ $event.n }'}}}]}}}
                """.formatted(Tasks.call("ask")));
        listening(hears);
        for (int n = 1; n <= 5; n++) {
            give(hears.user, "item", "{'n': " + n + "}");
        }

        await().until(() -> hears.log().size() == 1);

        assertNull(hears.logged("error"));
        assertEquals(5, replica.calls.asked().size());
    }

    @Test
    void runThatBeginsToListenAfterAWaitOfDaysHears() {
        Deployed hears = deployments.of(Tasks.wait("rest", "P3D"), Tasks.listen("hear", PLACED));
        replica.begin(hears.start());
        await().until(() -> hears.going().equals(List.of("waiting")));
        replica.close();
        try (TestReplica later = replicas.ahead(java.time.Duration.ofDays(4))) {
            await().until(() -> rows(hears.user).equals(List.of("listener")));

            later.run(deployments
                    .of(hears.user, Deployed.ALL, Tasks.emit("tell", "order.placed", "{'order': 7}"))
                    .start());

            await().until(() -> hears.log().equals(List.of("completed rest hear")));
        }
    }

    @Test
    void moreEventsThanARunTakesAreNotKept() {
        Deployed hears = listening(deployments.of(Tasks.listen("hear", "{'type': 'item', 'data': '${ .n == 0 }'}")));
        replica.close();
        try (TestReplica gives = replicas.idle()) {
            gives.run(deployments
                    .of(hears.user, Deployed.ALL, """
                            {'count': {'for': {'in': '${ [range(%d)] }'}, 'do': [%s]}}
                            """.formatted(
                                    EventStore.MAX_UNREAD + 50, Tasks.emit("tell", "item", "{'n': 1}")))
                    .start());
            gives.run(deployments
                    .of(hears.user, Deployed.ALL, Tasks.emit("tell", "item", "{'n': 0}"))
                    .start());
        }

        int kept = rows(hears.user).size() - 1;

        assertTrue(kept >= EventStore.MAX_UNREAD && kept <= EventStore.MAX_UNREAD + 50, "kept " + kept);
        assertEquals(List.of("waiting"), hears.going());
    }

    @Test
    void cancelledListenerHearsNothingMore() {
        Deployed hears = deployments.of(Tasks.listen("hear", PLACED));
        RunStart start = hears.start();
        replica.begin(start);
        await().until(() -> hears.going().equals(List.of("waiting")));

        replica.replica().cancel(hears.user, start.id());

        await().until(() -> hears.log().equals(List.of("cancelled -")));
        assertEquals(List.of(), rows(hears.user));
    }
}

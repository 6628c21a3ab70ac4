package dev.trainyard.deployment.run;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.database.DatabaseProblems;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Takes the real database away from runs, and gives it back. */
@QuarkusTest
@TestProfile(OwnReplicas.class)
class RunOutageTest {

    private static final Duration BACK = Duration.ofSeconds(60);

    @Inject
    TestReplica.Maker replicas;

    @Inject
    Deployed.Maker deployments;

    @Inject
    Database database;

    @InjectDatabase
    EmbeddedDatabase server;

    /** A pooled connection that did not survive fails the next query. */
    @AfterEach
    void databaseIsBack() {
        await().atMost(BACK)
                .ignoreExceptions()
                .until(() -> database.list("SELECT 1", row -> true).size() == 1);
    }

    @Test
    void runThatWasCallingIsEndedOnceAfterwards() {
        Deployed deployed = deployments.of(Tasks.set("first", "{'a': 1}"), Tasks.call("ask"));
        try (TestReplica replica = replicas.started()) {
            replica.calls.hold();
            replica.begin(deployed.start());
            await().until(() -> replica.calls.asked().size() == 1);
            server.stop();
            try {
                replica.calls.answer();
                await().atMost(BACK).until(() -> replica.gauge("trainyard.deployment.runs.unsaved") == 1);
            } finally {
                server.startAgain();
            }

            await().atMost(BACK).ignoreExceptions().until(() -> replica.ended.size() == 1);

            await().atMost(BACK).ignoreExceptions().until(() -> deployed.log().equals(List.of("completed first ask")));
            assertEquals(List.of("ask"), replica.calls.tasks());
            assertEquals(List.of(), deployed.going());
        }
    }

    @Test
    void whoWaitsForARunThatIsNotStoredIsToldAndNothingHappened() {
        Deployed deployed = deployments.of(Tasks.call("ask"));
        try (TestReplica replica = replicas.idle()) {
            replica.replica().definition(deployed.start());
            server.stop();
            RuntimeException failure;
            try {
                failure = assertThrows(RuntimeException.class, () -> replica.run(deployed.start()));
            } finally {
                server.startAgain();
            }
            assertEquals(503, DatabaseProblems.of(failure).orElseThrow().status());
            assertEquals(List.of(), replica.calls.asked());
            assertEquals(0, replica.replica().inWork());
        }
    }
}

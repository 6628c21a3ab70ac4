package dev.trainyard.kit.rollout;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Takes the real database away while rollouts are asked, and gives it back. */
@QuarkusTest
class RolloutOutageTest {

    private static final Duration BACK = Duration.ofSeconds(30);

    @Inject
    Replica.Maker replicas;

    @InjectDatabase
    EmbeddedDatabase database;

    private final String rollout = "test-" + UUID.randomUUID();

    /** Not only for the probe: a pooled connection that did not survive fails the next query. */
    @AfterEach
    void databaseIsBack() {
        await().atMost(BACK).until(() -> replicas.started(rollout).state().version() >= 0);
    }

    @Test
    void stateIsKeptWhileTheDatabaseDoesNotAnswer() {
        Replica replica = replicas.started(rollout).set(30, 0);
        database.stop();
        try {
            replica.refresh();

            assertEquals(30, replica.state().percent());
            assertEquals("same", replica.read(() -> "same", () -> "same"));
        } finally {
            database.startAgain();
        }
    }

    @Test
    void whatIsTurnedOffMeanwhileIsToldToTheOthersAfterwards() {
        Replica here = replicas.started(rollout).set(100, 0, Replica.bounds(1, 0, "100", 10));
        Replica there = replicas.started(rollout);
        database.stop();
        try {
            for (int i = 0; i < 10; i++) {
                here.read(() -> 1, RolloutOutageTest::broken);
            }
            here.refresh();
            assertTrue(here.isOff());
            there.refresh();
            assertFalse(there.isOff());
        } finally {
            database.startAgain();
        }

        await().atMost(BACK).until(() -> {
            here.refresh();
            there.refresh();
            return there.isOff();
        });
        here.refresh();
        assertEquals(here.state(), there.state());
    }

    @Test
    void replicaThatStartsWithoutTheTableUsesPlain() {
        database.stop();
        try {
            assertEquals("plain", replicas.started(rollout).read(() -> "plain", () -> "fast"));
        } finally {
            database.startAgain();
        }
    }

    private static int broken() {
        throw new IllegalStateException("broken");
    }
}

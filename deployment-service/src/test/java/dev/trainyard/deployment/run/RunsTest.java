package dev.trainyard.deployment.run;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The service's own replica, as other features use it. */
@QuarkusTest
class RunsTest {

    @Inject
    Runs runs;

    @Inject
    Deployed.Maker deployments;

    @Test
    void runEndsWhileItsCallerWaits() {
        Deployed deployed = deployments.of(Tasks.set("first", "{'a': 1}"));
        RunStart start = deployed.start();

        RunOutcome outcome = runs.run(start, Duration.ofSeconds(10));

        EndedRun ended = assertInstanceOf(RunOutcome.Ended.class, outcome).run();
        assertEquals(start.id(), ended.id());
        assertEquals(Deployed.json("{'a': 1}"), ended.output());
    }

    @Test
    void runThatWaitsGoesOnByItself() {
        Deployed deployed = deployments.of(Tasks.wait("rest", "PT1.2S"), Tasks.set("last", "{'b': 2}"));

        RunOutcome outcome = runs.run(deployed.start(), Duration.ofMillis(100));

        assertInstanceOf(RunOutcome.Going.class, outcome);
        await().until(() -> deployed.log().equals(List.of("completed rest last")));
    }

    @Test
    void acceptedRunIsBegunWithoutPatience() {
        Deployed deployed = deployments.of(Tasks.set("first", "{'a': 1}"));
        RunStart start = deployed.start();
        QuarkusTransaction.requiringNew().run(() -> runs.accept(start));

        runs.attend(start, Duration.ZERO);

        await().until(() -> deployed.log().equals(List.of("completed first")));
    }

    @Test
    void runInLineBeginsWhenItIsReleased() {
        Deployed deployed = deployments.of(Tasks.set("first", "{'a': 1}"));
        QuarkusTransaction.requiringNew().run(() -> runs.enqueue(deployed.start()));
        assertEquals(List.of("queued"), deployed.going());
        deployed.change("status = 'ready', wake_at = now()");

        runs.release();

        await().until(() -> deployed.log().equals(List.of("completed first")));
    }

    @Test
    void onlyTheUsersOwnRunIsCancelled() {
        Deployed deployed = deployments.of(Tasks.wait("rest", "P1D"));
        RunStart start = deployed.start();
        runs.run(start, Duration.ZERO);

        assertFalse(runs.cancel("user-" + UUID.randomUUID(), start.id()));
        assertTrue(runs.cancel(deployed.user, start.id()));

        await().until(() -> deployed.log().equals(List.of("cancelled -")));
    }
}

package dev.trainyard.kit.job;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.kit.database.DatabaseProbe;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Takes the real database away while jobs run, and gives it back. */
@QuarkusTest
class JobOutageTest {

    private static final Duration BACK = Duration.ofSeconds(60);

    @Inject
    JobReplica.Maker replicas;

    @Inject
    DatabaseProbe probe;

    @InjectDatabase
    EmbeddedDatabase database;

    @Test
    void jobsPauseWhileTheDatabaseDoesNotAnswerAndGoOnAfterwards() {
        TestJob job = new TestJob(Duration.ofMillis(10), run -> 1);
        try (JobReplica replica = replicas.started(job)) {
            await().atMost(BACK).until(() -> job.runs() > 0);
            database.stop();
            int before;
            try {
                await().atMost(BACK).until(() -> !probe.answering());
                before = job.runs();
            } finally {
                database.startAgain();
            }

            await().atMost(BACK).until(() -> job.runs() > before + 2);

            assertTrue(replica.runs(job.name()) > before);
        }
    }

    @Test
    void replicaThatStartsWithoutTheDatabaseWaitsForIt() {
        TestJob job = TestJob.once(run -> 1);
        database.stop();
        JobReplica replica;
        try {
            await().atMost(BACK).until(() -> !probe.answering());
            replica = replicas.started(job);
        } finally {
            database.startAgain();
        }
        try (replica) {
            await().atMost(BACK).until(() -> job.runs() == 1);
        }
    }
}

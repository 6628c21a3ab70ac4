package dev.trainyard.systemtests.faults;

import static dev.trainyard.systemtests.ServiceProcess.TRAINING;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.standalone.database.Standby;
import dev.trainyard.testkit.fault.DatabaseFault;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** PostgreSQL dies for good, and a standby takes over at another address. */
@Tag("faults")
class FailoverTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int USERS = 8;

    /** Of activities, each sent once. */
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    private final AtomicInteger sent = new AtomicInteger();

    @Test
    void whatWasAcknowledgedIsThereAndTheServiceGoesOn() throws Exception {
        try (var primary = EmbeddedDatabase.temporaryDurable();
                var standby = Standby.of(primary);
                var cluster = Cluster.over(primary).with(TRAINING, 1).start();
                var load = new Load(Duration.ofMillis(5))) {
            for (int number = 0; number < USERS; number++) {
                Client user = new Client(cluster.url(), "runner-" + number);
                load.user("an activity", () -> add(user));
            }
            await().atMost(PATIENCE).until(() -> acknowledged.size() > Scale.times(200, 2_000));
            long process = cluster.service(TRAINING).pid();

            long dead = System.nanoTime();
            DatabaseFault.kill(primary);
            await().atMost(PATIENCE).until(() -> cluster.service(TRAINING).readiness() == 503);
            standby.promote();
            cluster.databaseLine(TRAINING).retarget(standby.port());
            long taken = System.nanoTime();
            await().atMost(PATIENCE).until(() -> cluster.service(TRAINING).readiness() == 200);
            Duration ready = Duration.ofNanos(System.nanoTime() - taken);
            int before = acknowledged.size();
            await().atMost(PATIENCE).until(() -> acknowledged.size() > before + 200);
            load.stop();

            List<String> stored = stored(standby, primary);
            Findings.add(
                    getClass(),
                    "PostgreSQL killed for good; a synchronous standby takes over at another port",
                    "once, %d writes".formatted(sent.get()),
                    "nothing acknowledged is lost, nothing twice, no restart; ready within 2 s",
                    "%d acknowledged, all there; %d refused or unanswered; ready %d ms after the address led to the standby"
                            .formatted(acknowledged.size(), sent.get() - acknowledged.size(), ready.toMillis()));
            assertEquals(process, cluster.service(TRAINING).pid());
            assertEquals(new HashSet<>(stored).size(), stored.size(), "Some are there twice");
            Set<String> lost = new HashSet<>(acknowledged);
            stored.forEach(lost::remove);
            assertEquals(Set.of(), lost);
            List<Load.Sample> failed = load.since(dead).stream()
                    .filter(sample -> !sample.succeeded() && !sample.postponed())
                    .toList();
            assertEquals(List.of(), failed);
            assertTrue(stored.size() <= sent.get());
        }
    }

    private Client.Answer add(Client user) throws IOException {
        String id = Integer.toString(sent.incrementAndGet());
        Client.Answer answer = user.post("/api/v1/activities", """
                {"type": "run", "startedAt": "2026-03-01T07:00:00Z", "durationSeconds": 3600, "externalId": "%s"}
                """.formatted(id));
        if (answer.status() == 201) {
            acknowledged.add(id);
        }
        return answer;
    }

    private static List<String> stored(Standby standby, EmbeddedDatabase primary) throws Exception {
        List<String> stored = new ArrayList<>();
        try (Connection app = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:%d/%s".formatted(standby.port(), primary.name()),
                        "training_app",
                        primary.password("training_app"));
                ResultSet rows = app.createStatement().executeQuery("SELECT external_id FROM training.activity")) {
            while (rows.next()) {
                stored.add(rows.getString(1));
            }
        }
        return stored;
    }
}

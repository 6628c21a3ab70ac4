package dev.trainyard.systemtests.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.systemtests.ServiceProcess;
import dev.trainyard.systemtests.faults.Journal.Tally;
import dev.trainyard.testkit.fault.DatabaseFault;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Users write without a pause while PostgreSQL, the services and the gateway are killed, one after the other, again and again. */
@Tag("faults")
class AcknowledgedWritesTest {

    private static final int KILLS = Scale.times(6, 60);
    private static final Duration AT_MOST = Scale.lasting(Duration.ofSeconds(60), Duration.ofMinutes(6));
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int WRITES_BETWEEN = 15;
    private static final String DATABASE = "PostgreSQL";
    private static final List<String> VICTIMS = List.of(
            DATABASE,
            ServiceProcess.WORKOUT,
            ServiceProcess.TRAINING,
            ServiceProcess.DEPLOYMENT,
            ServiceProcess.QUIZ,
            ServiceProcess.GATEWAY);

    /** Kinds whose writes are done once per key, however they are repeated; the others are the same when done twice. */
    private static final List<String> KEYED = List.of(
            "workouts",
            "finished workouts",
            "sets",
            "sets in batches",
            "activities",
            "activities in batches",
            "messages",
            "invocations",
            "invocations that nobody waits for",
            "quizzes");

    private static final int REPEATED = Scale.times(5, 50);

    private final long seed = Scale.seed(getClass());
    private final Random random = new Random(seed);
    private final Map<String, Integer> killed = new TreeMap<>();
    private volatile boolean isOver;
    private int startedAgain;

    @Test
    void eachIsThereOnceWhateverIsKilled() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.temporaryDurable();
                Receiver receiver = Receiver.start();
                Cluster cluster = Cluster.over(database).withAll().start()) {
            Journal journal = new Journal(seed);
            List<Strand> strands = List.of(
                    new LoggedSets(cluster, journal, seed),
                    new RecordedActivities(cluster, journal, seed),
                    new KeptTokens(cluster, journal),
                    new SentMessages(cluster, journal, receiver),
                    new BegunRuns(cluster, journal, receiver),
                    new QuizNights(cluster, journal, receiver, seed));
            for (Strand strand : strands) {
                strand.begin();
            }

            try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<?>> all = new ArrayList<>();
                for (Strand strand : strands) {
                    for (int writer = 0; writer < strand.writers(); writer++) {
                        int number = writer;
                        all.add(writers.submit(() -> goOn(strand, number)));
                    }
                }
                try {
                    killOneAfterTheOther(cluster, journal);
                } finally {
                    isOver = true;
                }
                for (Future<?> one : all) {
                    one.get();
                }
            }
            strands.forEach(Strand::settle);

            report(strands, journal);
        }
    }

    private Void goOn(Strand strand, int writer) throws IOException {
        while (!isOver) {
            strand.goOn(writer);
        }
        return null;
    }

    /** Each of them once, in another order each time; while the last one comes back, the next one is killed already. */
    private void killOneAfterTheOther(Cluster cluster, Journal journal) throws Exception {
        long end = System.nanoTime() + AT_MOST.toNanos();
        List<String> order = new ArrayList<>();
        for (int kill = 0; kill < KILLS && System.nanoTime() < end; kill++) {
            if (order.isEmpty()) {
                order.addAll(VICTIMS);
                Collections.shuffle(order, random);
                cluster.all().forEach(this::awaitReady);
            }
            int enough = journal.acknowledged() + WRITES_BETWEEN + random.nextInt(5 * WRITES_BETWEEN);
            await().atMost(PATIENCE).until(() -> journal.acknowledged() >= enough);
            String victim = order.removeFirst();
            kill(cluster, victim);
            killed.merge(victim, 1, Integer::sum);
        }
        cluster.all().forEach(this::awaitReady);
    }

    /** As Kubernetes does: what ends by itself, since the database was killed in the middle of its start, is started again. */
    private void awaitReady(ServiceProcess process) {
        await().atMost(PATIENCE)
                .ignoreExceptionsMatching(failure -> failure instanceof IOException)
                .until(() -> {
                    if (!process.isAlive()) {
                        process.startAgain();
                        startedAgain++;
                    }
                    return process.readiness() == 200;
                });
    }

    private static void kill(Cluster cluster, String victim) throws Exception {
        if (victim.equals(DATABASE)) {
            DatabaseFault.kill(cluster.database());
            cluster.database().startAgain();
        } else {
            ServiceProcess process =
                    victim.equals(ServiceProcess.GATEWAY) ? cluster.gateway(0) : cluster.service(victim);
            process.kill();
            process.startAgain();
        }
    }

    private void report(List<Strand> strands, Journal journal) throws IOException {
        List<String> unrepeated = new ArrayList<>();
        for (String kind : KEYED) {
            unrepeated.addAll(journal.repeat(kind, REPEATED));
        }
        String often = "%d kills: %s".formatted(kills(), killed.toString().replaceAll("[{}]", ""))
                + (startedAgain == 0
                        ? ""
                        : "; of processes that the database was killed under in their start, %d ended and were started again"
                                .formatted(startedAgain));
        List<Tally> tallies = new ArrayList<>();
        List<String> divergences = new ArrayList<>();
        List<String> derived = new ArrayList<>();
        for (Strand strand : strands) {
            tallies.addAll(strand.tallies());
            divergences.addAll(strand.divergences());
            derived.add(strand.derived());
        }
        for (Tally tally : tallies) {
            Findings.add(
                    getClass(),
                    "kill -9 while users write: " + tally.kind(),
                    often,
                    "acknowledged ones are there once, others wholly or not at all",
                    tally.seen());
        }
        Findings.add(
                getClass(),
                "kill -9 while users write: what follows from the writes",
                often,
                "equals a recompute from the rows",
                "%s; %d divergences".formatted(String.join("; ", derived), divergences.size()));
        Findings.add(
                getClass(),
                "kill -9 while users write, and some writes sent once more at the end",
                journal.repetitions() + " repetitions by the same Idempotency-Key",
                "the first answer again, nothing doubled",
                unrepeated.size() + " otherwise");
        assertAll(
                () -> assertEquals(
                        List.of(),
                        tallies.stream()
                                .flatMap(tally -> tally.faults().stream())
                                .toList()),
                () -> assertEquals(List.of(), divergences),
                () -> assertEquals(List.of(), unrepeated),
                () -> assertEquals(List.of(), journal.refused()),
                () -> assertEquals(List.of(), journal.internalErrors()),
                () -> assertTrue(tallies.stream().allMatch(tally -> tally.acknowledged() > 0)),
                () -> assertTrue(tallies.stream().anyMatch(tally -> tally.unknown() > 0)),
                () -> assertEquals(VICTIMS.size(), killed.size(), () -> "Not all of them were killed: " + killed));
    }

    private int kills() {
        return killed.values().stream().mapToInt(Integer::intValue).sum();
    }
}

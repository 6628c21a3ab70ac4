package dev.trainyard.deployment.run;

import static java.util.stream.IntStream.range;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(OwnReplicas.class)
class ManyRunsTest {

    private static final int RUNS = 200;
    private static final Duration PATIENT = Duration.ofSeconds(60);

    @Inject
    TestReplica.Maker replicas;

    @Inject
    Deployed.Maker deployments;

    @Test
    void runsAtTheSameTimeEndOnceEach() throws Exception {
        Deployed deployed = deployments.of(
                Tasks.set("first", "{'a': 1}"),
                Tasks.fork("both", Tasks.call("a"), Tasks.call("b")),
                Tasks.wait("rest", "PT0.05S"),
                Tasks.set("last", "{'b': 2}"));
        try (TestReplica replica = replicas.started();
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<EndedRun>> running = range(0, RUNS)
                    .mapToObj(i -> callers.submit(() -> replica.run(deployed.start())))
                    .toList();
            for (Future<EndedRun> run : running) {
                assertEquals(RunStatus.COMPLETED, run.get().status());
            }

            List<String> log = deployed.log();
            assertEquals(RUNS, log.size());
            assertEquals(RUNS, replica.ended.size());
            assertEquals(2 * RUNS, replica.calls.asked().size());
            Set<String> each = new HashSet<>(log);
            each.removeAll(Set.of("completed first a b both rest last", "completed first b a both rest last"));
            assertEquals(Set.of(), each);
            assertEquals(List.of(), deployed.going());
        }
    }

    /** Whatever replicas do, each run is logged once, with each of its steps once. */
    @Test
    void runsOfReplicasThatDieOneAfterTheOtherEndOnceEach() throws Exception {
        Deployed deployed = deployments.of(
                Tasks.call("a"), Tasks.wait("rest", "PT0.02S"), Tasks.call("b"), Tasks.set("last", "{'b': 2}"));
        TestReplica first = replicas.started();
        Stream.generate(deployed::start).limit(100).forEach(first::begin);
        first.die();
        for (int death = 0; death < 3; death++) {
            deployed.endLeases();
            TestReplica next = replicas.started();
            int before = deployed.log().size();
            await().atMost(PATIENT)
                    .until(() ->
                            deployed.log().size() > before || deployed.going().isEmpty());
            next.die();
        }
        deployed.endLeases();

        try (TestReplica last = replicas.started()) {
            await().atMost(PATIENT).until(() -> {
                deployed.endLeases(last.replica().id());
                return deployed.log().size() == 100;
            });
            assertEquals(Collections.nCopies(100, "completed a rest b last"), deployed.log());
            assertEquals(List.of(), deployed.going());
        }
    }
}

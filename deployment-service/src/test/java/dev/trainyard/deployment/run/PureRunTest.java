package dev.trainyard.deployment.run;

import static java.util.stream.IntStream.range;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.deployment.run.RunSettings.LoggedSteps;
import dev.trainyard.deployment.run.RunStart.Trigger;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs that need nothing from outside. */
@QuarkusTest
@TestProfile(OwnReplicas.class)
class PureRunTest {

    private static final String SET = "{'greet': {'set': {'greeting': 'Hello', 'secret': 'abc'}}}";
    private static final String RAISE =
            "{'fail': {'raise': {'error': {'type': 'https://example.org/bad', 'status': 422, 'title': 'Bad'}}}}";

    @Inject
    TestReplica.Maker replicas;

    @Inject
    Deployed.Maker deployments;

    @InjectDatabase
    EmbeddedDatabase database;

    private TestReplica replica;

    @BeforeEach
    void start() {
        replica = replicas.idle();
    }

    @AfterEach
    void stop() {
        replica.close();
    }

    @Test
    void runIsOneCommitWithItsLogAndSteps() throws Exception {
        Deployed deployed = deployments.of(SET, "{'again': {'set': {'a': 1}}}");
        replica.run(deployed.start());

        long before = transactions();
        range(0, 10).forEach(i -> replica.run(deployed.start()));

        assertEquals(10, transactions() - before);
        assertEquals(11, deployed.log().size());
    }

    @Test
    void stepsOfARunThatIsOverAtOnceAreInItsLog() {
        Deployed deployed = deployments.of(SET, RAISE);
        replica.run(deployed.start());

        assertEquals("2", deployed.logged("jsonb_array_length(step_list)"));
        assertEquals(
                List.of(
                        "1 greet set completed {\"secret\": \"abc\", \"greeting\": \"Hello\"} -",
                        "2 fail raise faulted - https://example.org/bad"),
                deployed.steps("concat_ws(' ', number, name, kind, status, coalesce(output::text, '-'),"
                        + " coalesce(error ->> 'type', '-'))"));
    }

    @Test
    void manyStepsAreRows() {
        Deployed deployed = deployments.of("""
                {'count': {'for': {'in': '${ [range(500)] }'}, 'do': [{'one': {'set': {'n': '${ $index }'}}}]}}""");
        replica.run(deployed.start());

        assertNull(deployed.logged("step_list"));
        assertEquals(501, deployed.steps("name").size());
    }

    /** The transactions that wrote: only those take an id. */
    private long transactions() throws Exception {
        try (var admin = database.connectAsAdmin();
                var row = admin.createStatement()
                        .executeQuery("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void runThatComputesLongIsSavedMeanwhile() throws Exception {
        Deployed deployed = deployments.of("""
                {'count': {'for': {'in': '${ [range(500)] }'}, 'do': [{'one': {'set': {'n': '${ $index }'}}}]}}""");
        try (TestReplica saves = replicas.idle(Map.of("trainyard.runs.save-after", "PT0S"))) {
            long before = transactions();

            EndedRun ended = saves.run(deployed.start());

            assertEquals(Deployed.json("{'n': 499}"), ended.output());
            assertTrue(transactions() - before >= 3);
            assertEquals("501", deployed.logged("steps"));
            assertEquals(501, deployed.steps("name").size());
        }
    }

    @Test
    void logSaysWhatWasRun() {
        Deployed deployed = deployments.of(SET);
        RunStart start = deployed.start("{'name': 'Ada'}");

        EndedRun ended = replica.run(start);

        assertEquals(RunStatus.COMPLETED, ended.status());
        assertEquals(Deployed.json("{'greeting': 'Hello', 'secret': 'abc'}"), ended.output());
        assertNull(ended.error());
        assertEquals(start.id().toString(), deployed.logged("id"));
        assertEquals("1", deployed.logged("version"));
        assertEquals("token", deployed.logged("trigger"));
        assertEquals("completed", deployed.logged("status"));
        assertEquals("{\"name\": \"Ada\"}", deployed.logged("request"));
        assertEquals("{\"secret\": \"abc\", \"greeting\": \"Hello\"}", deployed.logged("response"));
        assertNull(deployed.logged("error"));
        assertEquals("1", deployed.logged("steps"));
        assertEquals(
                Long.toString(
                        Duration.between(ended.acceptedAt(), ended.finishedAt()).toMillis()),
                deployed.logged("latency_ms"));
        assertEquals(ended.acceptedAt().toString(), instant(deployed, "accepted_at"));
        assertEquals(ended.startedAt().toString(), instant(deployed, "started_at"));
        assertEquals(ended.finishedAt().toString(), instant(deployed, "finished_at"));
        assertEquals(RunIds.time(start.id()), ended.acceptedAt());
    }

    private static String instant(Deployed deployed, String column) {
        return java.time.OffsetDateTime.parse(
                        deployed.logged("to_json(" + column + ")").replace("\"", ""))
                .toInstant()
                .toString();
    }

    @Test
    void stepIsLoggedWithAllThatItWas() {
        Deployed deployed = deployments.of(SET);

        replica.run(deployed.start("{'name': 'Ada'}"));

        assertEquals(List.of("1"), deployed.steps("number"));
        assertEquals(List.of("/do/0/greet"), deployed.steps("task"));
        assertEquals(List.of("greet"), deployed.steps("name"));
        assertEquals(List.of("set"), deployed.steps("kind"));
        assertEquals(List.of("completed"), deployed.steps("status"));
        assertEquals(List.of("1"), deployed.steps("attempt"));
        assertEquals(List.of("{\"name\": \"Ada\"}"), deployed.steps("input"));
        assertEquals(List.of("{\"secret\": \"abc\", \"greeting\": \"Hello\"}"), deployed.steps("output"));
        assertEquals(List.of("true"), deployed.steps("started_at <= finished_at"));
    }

    @Test
    void redactedPathsAreHiddenInTheLogAndNowhereElse() {
        Deployed deployed =
                deployments.with(new RunSettings(Duration.ofDays(1), LoggedSteps.ALL, 65_536, List.of("/secret")), SET);

        EndedRun ended = replica.run(deployed.start("{'secret': 'xyz'}"));

        assertEquals("abc", ended.output().path("secret").textValue());
        assertEquals("{\"secret\": \"[redacted]\"}", deployed.logged("request"));
        assertEquals("{\"secret\": \"[redacted]\", \"greeting\": \"Hello\"}", deployed.logged("response"));
        assertEquals(List.of("{\"secret\": \"[redacted]\"}"), deployed.steps("input"));
    }

    @Test
    void stepsAreNotLoggedWhereNobodyWantsThemButCounted() {
        Deployed deployed = deployments.with(
                new RunSettings(Duration.ofDays(1), LoggedSteps.NONE, 65_536, List.of()),
                SET,
                SET.replace("greet", "b"));

        replica.run(deployed.start());

        assertEquals(List.of("completed -"), deployed.log());
        assertEquals("2", deployed.logged("steps"));
    }

    @Test
    void onlyFaultedStepsAreLoggedWhereOnlyTheyAreWanted() {
        Deployed deployed = deployments.with(
                new RunSettings(Duration.ofDays(1), LoggedSteps.FAULTED, 65_536, List.of()), SET, RAISE);

        EndedRun ended = replica.run(deployed.start());

        assertEquals(RunStatus.FAULTED, ended.status());
        assertEquals(422, ended.error().status());
        assertEquals(List.of("faulted fail"), deployed.log());
        assertEquals("2", deployed.logged("steps"));
        assertEquals("https://example.org/bad", deployed.logged("error->>'type'"));
        assertNull(deployed.logged("response"));
    }

    @Test
    void endIsToldAfterItWasCommitted() {
        EndedRun ended = replica.run(deployments.of(SET).start());
        assertEquals(List.of(ended), replica.ended);
    }

    @Test
    void versionThatThereIsNotIsNotFound() {
        Deployed deployed = deployments.of(SET);
        RunStart unknown = new RunStart(
                deployed.user, RunIds.next(), deployed.id, 2, Deployed.ALL, Trigger.TOKEN, Deployed.json("{}"));
        assertEquals(
                404,
                assertThrows(Problem.class, () -> replica.replica().run(unknown, TestReplica.PATIENT))
                        .status());
    }

    @Test
    void versionOfAnotherUserIsNotFound() {
        Deployed deployed = deployments.of(SET);
        RunStart others = new RunStart(
                "user-" + UUID.randomUUID(), RunIds.next(), deployed.id, 1, Deployed.ALL, Trigger.TOKEN, null);
        assertEquals(
                404,
                assertThrows(Problem.class, () -> replica.replica().run(others, TestReplica.PATIENT))
                        .status());
    }

    @Test
    void runThatIsNotStoredCanBeImpatient() {
        Deployed deployed = deployments.of(SET);
        RunOutcome outcome = replica.replica().run(deployed.start(), Duration.ZERO);
        JsonNode greeting = Deployed.json("'Hello'");
        assertEquals(
                outcome instanceof RunOutcome.Ended ended ? ended.run().output().path("greeting") : greeting, greeting);
        org.awaitility.Awaitility.await().until(() -> deployed.log().equals(List.of("completed greet")));
    }
}

package dev.trainyard.kit.rollout;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.database.DatabaseException;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RolloutsTest {

    private static final int ALWAYS = 1000;
    private static final int NEVER = 0;
    // Enough for either order of the two variants.
    private static final int OFTEN = 20;

    @Inject
    Replica.Maker replicas;

    @Inject
    Database kit;

    @InjectDatabase
    EmbeddedDatabase database;

    private final String rollout = "test-" + UUID.randomUUID();
    private final String user = TestUser.fresh().id();

    @Test
    void plainAnswersAtNoughtPerCent() {
        assertEquals("plain", started().set(0, NEVER).read(() -> "plain", () -> "fast"));
    }

    @Test
    void fastAnswersAtAHundredPerCent() {
        assertEquals("fast", started().set(100, NEVER).read(() -> "plain", () -> "fast"));
    }

    @Test
    void fastAnswersWhereNothingWasEverSaid() {
        assertEquals("fast", started().read(() -> "plain", () -> "fast"));
    }

    @Test
    void plainAnswersUntilTheTableWasRead() {
        assertEquals("plain", replicas.blank(rollout).read(() -> "plain", () -> "fast"));
    }

    @Test
    void writeRunsOneVariantOnly() {
        AtomicInteger written = new AtomicInteger();
        Replica replica = started().set(100, ALWAYS);

        replica.write(() -> written.addAndGet(100), written::incrementAndGet);

        assertEquals(1, written.get());
    }

    @Test
    void failedWriteIsNotTriedAgain() {
        AtomicInteger written = new AtomicInteger();
        Replica replica = started().set(100, ALWAYS);

        assertThrows(IllegalStateException.class, () -> replica.write(written::incrementAndGet, RolloutsTest::broken));
        assertEquals(0, written.get());
        assertEquals(1, replica.seen().fast().errors());
    }

    @Test
    void unknownRolloutIsAMistakeOfOurs() {
        Rollouts rollouts = new Rollouts(statesWithout(), replicas.snapshot);
        assertThrows(IllegalStateException.class, () -> rollouts.read(rollout, user, () -> 1, () -> 1));
    }

    @Test
    void equalAnswersAreComparedAndKeepItOn() {
        Replica replica = started().set(50, ALWAYS);

        for (int i = 0; i < OFTEN; i++) {
            replica.read("user-" + i, () -> "same", () -> "same");
        }

        assertEquals(OFTEN, replica.seen().comparisons());
        assertEquals(OFTEN, replica.seen().plain().calls());
        assertEquals(OFTEN, replica.seen().fast().calls());
        assertEquals(0, replica.seen().mismatches());
        assertFalse(replica.isOff());
    }

    @Test
    void answersAreComparedBeforeAnybodyGetsTheFastOne() {
        Replica replica = started().set(0, ALWAYS);

        assertEquals("right", replica.read(() -> "right", () -> "wrong"));
        assertTrue(replica.isOff());
    }

    @Test
    void callerGetsTheAnswerOfTheChosenVariant() {
        Replica replica = started().set(100, ALWAYS, Replica.bounds(1000, 0, "100", 100));

        for (int i = 0; i < OFTEN; i++) {
            assertEquals("fast", replica.read(() -> "plain", () -> "fast"));
        }
        assertEquals(OFTEN, replica.seen().mismatches());
    }

    @Test
    void differingAnswerTurnsItOffOnEveryReplica() {
        Replica here = started().set(100, ALWAYS);
        Replica there = started();

        here.read(() -> 1, () -> 2);

        assertTrue(here.isOff());
        assertEquals(1, here.gauge("trainyard.rollout.turned.off"));
        assertEquals(0, here.gauge("trainyard.rollout.percent"));
        here.refresh();
        there.refresh();
        assertTrue(there.isOff());
        assertEquals(
                "mismatch: 1 compared answers differed; the bound is 1",
                there.state().reason());
        assertEquals("trainyard", there.state().updatedBy());
        assertEquals(1, there.read(() -> 1, () -> 2));
        assertEquals(here.state(), there.state());
    }

    @Test
    void turnedOffOneIsNotComparedAnyMore() {
        Replica replica = started().set(100, ALWAYS);
        replica.read(() -> 1, () -> 2);

        replica.read(() -> 1, () -> 2);

        assertEquals(1, replica.seen().comparisons());
        assertEquals(1, replica.seen().fast().calls());
    }

    @Test
    void turnedOffOneStaysOffAfterARestart() {
        Replica before = started().set(100, ALWAYS);
        before.read(() -> 1, () -> 2);
        before.refresh();

        assertTrue(started().isOff());
    }

    @Test
    void turnedOffWithoutARowBeforeIsStored() {
        Replica here = started();
        while (!here.isOff()) {
            here.read(() -> 1, () -> 2);
        }
        here.refresh();

        assertEquals(1, started().state().version());
        assertTrue(started().isOff());
    }

    @Test
    void mismatchesBelowTheBoundKeepItOn() {
        Replica replica = started().set(100, ALWAYS, Replica.bounds(3, 0, "100", 100));

        replica.read(() -> 1, () -> 2);
        replica.read(() -> 1, () -> 2);
        assertFalse(replica.isOff());
        replica.read(() -> 1, () -> 2);
        assertTrue(replica.isOff());
    }

    @Test
    void whatWasSeenBeforeAnAdminsChangeDoesNotUndoIt() {
        Replica here = started().set(100, ALWAYS);
        Replica there = started();
        here.read(() -> 1, () -> 2);
        there.set(100, ALWAYS);

        here.refresh();

        assertEquals(100, here.state().percent());
        assertFalse(here.isOff());
        there.refresh();
        assertFalse(there.isOff());
    }

    @Test
    void adminsChangeReachesTheOtherReplicas() {
        Replica here = started();
        Replica there = started();

        here.set(25, 5);
        there.refresh();

        assertEquals(25, here.state().percent());
        assertEquals(here.state(), there.state());
        assertEquals(25, there.gauge("trainyard.rollout.percent"));
    }

    @Test
    void equalRefusalsAreEqualAnswers() {
        Replica replica = started().set(100, ALWAYS);

        for (int i = 0; i < OFTEN; i++) {
            Problem refused = assertThrows(
                    Problem.class,
                    () -> replica.read(
                            () -> refuse(Problem.notFound("note")), () -> refuse(Problem.notFound("other words"))));
            assertEquals("not-found", refused.code());
        }
        assertEquals(OFTEN, replica.seen().comparisons());
        assertFalse(replica.isOff());
    }

    @Test
    void anotherRefusalIsAnotherAnswer() {
        Replica replica = started().set(0, ALWAYS);

        assertThrows(
                Problem.class,
                () -> replica.read(() -> refuse(Problem.notFound("note")), () -> refuse(Problem.forbidden("no"))));
        assertTrue(replica.isOff());
    }

    @Test
    void answerWherePlainRefusesIsAnotherAnswer() {
        Replica replica = started().set(0, ALWAYS);

        assertThrows(Problem.class, () -> replica.read(() -> refuse(Problem.notFound("note")), () -> 1));
        assertTrue(replica.isOff());
    }

    @Test
    void failureOfTheComparedVariantDoesNotReachTheCaller() {
        Replica replica = started().set(0, ALWAYS);

        assertEquals(1, replica.read(() -> 1, RolloutsTest::broken));
        assertEquals(1, replica.seen().fast().errors());
        assertEquals(1, replica.seen().mismatches());
    }

    @Test
    void failureOfComparedPlainDoesNotReachTheCaller() {
        Replica replica = started().set(100, ALWAYS);

        for (int i = 0; i < OFTEN; i++) {
            assertEquals(1, replica.read(RolloutsTest::broken, () -> 1));
        }
        assertEquals(OFTEN, replica.seen().plain().errors());
        assertEquals(0, replica.seen().comparisons());
    }

    @Test
    void failedStatementOfOneVariantLeavesTheOtherItsSnapshot() {
        Replica replica = started().set(100, ALWAYS, Replica.bounds(1000, 0, "100", 100));

        for (int i = 0; i < OFTEN; i++) {
            assertEquals(1, replica.read(() -> query("SELECT 1"), () -> query("SELECT 1 / 0")));
        }
        assertEquals(OFTEN, replica.seen().fallbacks());
    }

    @Test
    void plainAnswersWhenFastFails() {
        Replica replica = started().set(100, NEVER);

        assertEquals(1, replica.read(() -> query("SELECT 1"), () -> query("SELECT 1 / 0")));
        assertEquals(1, replica.seen().fallbacks());
        assertEquals(1, replica.seen().fast().errors());
        assertEquals(0, replica.seen().plain().errors());
    }

    @Test
    void failureOfPlainIsTheCallers() {
        Replica replica = started().set(0, NEVER);

        assertThrows(IllegalStateException.class, () -> replica.read(RolloutsTest::broken, () -> 1));
    }

    @Test
    void databaseThatIsDownIsNoFaultOfAVariant() {
        for (int share : new int[] {NEVER, ALWAYS}) {
            Replica replica = started().set(100, share);

            DatabaseException down = assertThrows(
                    DatabaseException.class,
                    () -> replica.read(
                            () -> 1,
                            () -> kit.run(connection -> {
                                throw new SQLException("gone", "57P01");
                            })));

            assertEquals("gone", down.getCause().getMessage());
            assertEquals(0, replica.seen().fallbacks());
            assertEquals(0, replica.seen().fast().errors());
            assertEquals(0, replica.seen().comparisons());
        }
    }

    @Test
    void bothVariantsSeeTheSameData() {
        Replica replica = started().set(100, ALWAYS);
        Supplier<Long> countAndLetSomebodyWrite = () -> {
            long count = notes();
            writeAsSomebodyElse();
            return count;
        };

        for (int i = 0; i < OFTEN; i++) {
            replica.read(countAndLetSomebodyWrite, countAndLetSomebodyWrite);
        }

        assertEquals(0, replica.seen().mismatches());
        assertEquals(OFTEN, replica.seen().comparisons());
        assertEquals(2 * OFTEN, notes());
    }

    @Test
    void comparedVariantCannotWrite() {
        Replica replica = started().set(0, ALWAYS);

        assertEquals(
                0,
                replica.read(
                        () -> 0, () -> kit.update("INSERT INTO note (user_id, title) VALUES (?, 'compared')", user)));
        assertEquals(0, notes());
        assertTrue(replica.isOff());
    }

    @Test
    void nothingIsComparedWithinATransaction() {
        Replica replica = started().set(100, ALWAYS);

        QuarkusTransaction.requiringNew().run(() -> {
            kit.update("INSERT INTO note (user_id, title) VALUES (?, 'kept')", user);
            assertEquals(1, replica.read(() -> -1L, this::notes));
        });

        assertEquals(0, replica.seen().comparisons());
        assertEquals(1, notes());
    }

    @Test
    void failureWithinATransactionIsTheCallers() {
        Replica replica = started().set(100, NEVER);

        assertThrows(
                DatabaseException.class,
                () -> QuarkusTransaction.requiringNew()
                        .run(() -> replica.read(() -> query("SELECT 1"), () -> query("SELECT 1 / 0"))));
        assertEquals(0, replica.seen().fallbacks());
    }

    @Test
    void failuresAboveTheBoundTurnItOff() {
        Replica replica = started().set(100, NEVER, Replica.bounds(1, 100, "100", 10));

        IntStream.range(0, 10).forEach(i -> replica.read(() -> 1, i < 2 ? RolloutsTest::broken : () -> 1));
        replica.refresh();

        assertEquals(
                "errors: 2 of 10 calls of fast failed, 0 of 2 of plain; the bound is 100 per mille",
                replica.state().reason());
        assertTrue(started().isOff());
    }

    @Test
    void failuresOfWritesCountToo() {
        Replica replica = started().set(100, NEVER, Replica.bounds(1, 100, "100", 10));

        IntStream.range(0, 10)
                .forEach(i -> assertThrows(RuntimeException.class, () -> replica.write(() -> 1, RolloutsTest::broken)));
        replica.refresh();

        assertTrue(replica.isOff());
    }

    @Test
    void failuresWithinTheBoundKeepItOn() {
        Replica replica = started().set(100, NEVER, Replica.bounds(1, 100, "100", 10));

        IntStream.range(0, 10).forEach(i -> replica.read(() -> 1, i < 1 ? RolloutsTest::broken : () -> 1));
        replica.refresh();

        assertFalse(replica.isOff());
    }

    @Test
    void failuresThatPlainHasTooKeepItOn() {
        Replica replica = started().set(100, NEVER, Replica.bounds(1, 100, "100", 10));

        IntStream.range(0, 10)
                .forEach(i -> assertThrows(
                        RuntimeException.class, () -> replica.read(RolloutsTest::broken, RolloutsTest::broken)));
        replica.refresh();

        assertFalse(replica.isOff());
    }

    @Test
    void fewCallsAreNotJudged() {
        Replica replica = started().set(100, NEVER, Replica.bounds(1, 100, "1", 10));

        IntStream.range(0, 9).forEach(i -> replica.read(() -> 1, RolloutsTest::broken));
        replica.refresh();

        assertFalse(replica.isOff());
    }

    @Test
    void slowerFastTurnsItselfOff() {
        Replica replica = started().set(100, ALWAYS, Replica.bounds(1, 100, "2", 10));

        IntStream.range(0, 10).forEach(i -> replica.read(() -> 1, this::slow));
        replica.refresh();

        assertTrue(replica.isOff());
        assertTrue(
                replica.state().reason().startsWith("latency: the p95 of fast was "),
                replica.state().reason());
    }

    @Test
    void slowerFastTurnsItselfOffWithoutComparison() {
        Replica replica = started().set(50, NEVER, Replica.bounds(1, 100, "2", 10));

        IntStream.range(0, 200).forEach(i -> replica.read("user-" + i, () -> 1, this::slow));
        replica.refresh();

        assertTrue(replica.isOff());
    }

    @Test
    void fasterFastStaysOn() {
        Replica replica = started().set(100, ALWAYS, Replica.bounds(1, 100, "1", 10));

        IntStream.range(0, 10).forEach(i -> replica.read(this::slow, () -> 1));
        replica.refresh();

        assertFalse(replica.isOff());
    }

    @Test
    void changeOfThePercentageForgetsWhatWasSeen() {
        Replica replica = started().set(100, NEVER, Replica.bounds(1, 100, "2", 10));
        IntStream.range(0, 9).forEach(i -> replica.read(() -> 1, RolloutsTest::broken));
        replica.set(90, NEVER);

        replica.read("ada", () -> 1, RolloutsTest::broken);
        replica.refresh();

        assertFalse(replica.isOff());
    }

    @Test
    void adminsChangeClearsTheReason() {
        Replica replica = started().set(100, ALWAYS);
        replica.read(() -> 1, () -> 2);
        replica.refresh();

        replica.set(10, ALWAYS);

        assertNull(replica.state().reason());
        assertNull(replica.state().turnedOffAt());
        assertEquals(10, replica.state().percent());
        assertEquals(3, replica.state().version());
    }

    @Test
    void errorReachesTheCallerAsItIs() {
        AssertionError error = new AssertionError("as it is");
        Replica replica = started().set(0, NEVER);

        assertSame(error, assertThrows(AssertionError.class, () -> replica.read(() -> throwing(error), () -> 1)));
    }

    @Test
    void configurationOfAnotherServicesRolloutIsIgnored() {
        RolloutStates states = new RolloutStates(
                List.of(), configured("of-another-service"), replicas.store, replicas.probe, metrics());

        assertDoesNotThrow(() -> states.start(null));
    }

    @Test
    void twoRolloutsOfOneNameAreRefusedAtStart() {
        RolloutDefinition definition = new RolloutDefinition(rollout, "twice");
        assertThrows(
                IllegalStateException.class,
                () -> new RolloutStates(
                        List.of(definition, definition), replicas.config, replicas.store, replicas.probe, metrics()));
    }

    @Test
    void manyRequestsAtOnceTurnItOffOnce() {
        Replica replica = started().set(100, ALWAYS);

        assertDoesNotThrow(() -> IntStream.range(0, 64).parallel().forEach(i -> replica.read(() -> 1, () -> 2)));
        replica.refresh();

        assertEquals(2, replica.state().version());
        assertTrue(replica.isOff());
    }

    private Replica started() {
        return replicas.started(rollout);
    }

    private RolloutStates statesWithout() {
        return new RolloutStates(List.of(), replicas.config, replicas.store, replicas.probe, metrics());
    }

    private static MeterRegistry metrics() {
        return new SimpleMeterRegistry();
    }

    private static RolloutConfig configured(String name) {
        return new SmallRyeConfigBuilder()
                .withMapping(RolloutConfig.class)
                .withDefaultValue("trainyard.rollout." + name + ".percent", "1")
                .build()
                .getConfigMapping(RolloutConfig.class);
    }

    private long notes() {
        return kit.one("SELECT count(*) FROM note WHERE user_id = ?", row -> row.getLong(1), user)
                .orElseThrow();
    }

    private int query(String sql) {
        return kit.one(sql, row -> row.getInt(1)).orElseThrow();
    }

    private void writeAsSomebodyElse() {
        try (Connection connection = database.connectAs("workout_app");
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO note (user_id, title) VALUES (?, 'meanwhile')")) {
            insert.setString(1, user);
            insert.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static int broken() {
        throw new IllegalStateException("broken");
    }

    private int slow() {
        return kit.one("SELECT 1 FROM pg_sleep(0.005)", row -> row.getInt(1)).orElseThrow();
    }

    private static int refuse(Problem problem) {
        throw problem;
    }

    private static int throwing(Error error) {
        throw error;
    }
}

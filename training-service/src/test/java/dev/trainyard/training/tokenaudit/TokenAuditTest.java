package dev.trainyard.training.tokenaudit;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class TokenAuditTest {

    private static final String PATH = "/api/v1/token-audit";
    private static final Actor SYNC = new Actor("sync", "203.0.113.7", "sync/1");

    @Inject
    TokenAudit audit;

    @InjectDatabase
    EmbeddedDatabase database;

    private final TestUser ada = TestUser.fresh();

    private AuditEntry loaded(String provider) {
        return new AuditEntry(ada.id(), provider, AuditOperation.LOAD, AuditOutcome.SUCCESS, null);
    }

    private void append(AuditEntry... entries) {
        QuarkusTransaction.requiringNew().run(() -> audit.append(SYNC, List.of(entries)));
    }

    private void appendFive() {
        append(loaded("p1"), loaded("p2"));
        append(loaded("p3"));
        append(loaded("p4"), loaded("p5"));
    }

    /** What nobody but the owner of the tables can do. */
    private void tamper(String sql) throws SQLException {
        try (var owner = database.connectAs("training_owner");
                var statement = owner.createStatement()) {
            statement.execute(sql.formatted(ada.id()));
        }
    }

    private ValidatableResponse verify() {
        return ada.request().get(PATH + "/verify").then().statusCode(200);
    }

    private void assertBroken(int at, String reason) {
        verify().body("valid", equalTo(false)).body("brokenAt", equalTo(at)).body("reason", equalTo(reason));
    }

    @Test
    void entryTellsWhoDidWhatFromWhere() {
        append(new AuditEntry(ada.id(), "strava", AuditOperation.BATCH_SAVE, AuditOutcome.INVALID_INPUT, "Nightly"));

        ada.request()
                .get(PATH)
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].sequence", equalTo(1))
                .body("items[0].operation", equalTo("batch_save"))
                .body("items[0].outcome", equalTo("invalid-input"))
                .body("items[0].provider", equalTo("strava"))
                .body("items[0].actor", equalTo("sync"))
                .body("items[0].clientAddress", equalTo("203.0.113.7"))
                .body("items[0].userAgent", equalTo("sync/1"))
                .body("items[0].details", equalTo("Nightly"))
                .body("items[0].user", nullValue());
    }

    @Test
    void pagesTogetherAreTheWholeAuditNewestFirst() {
        appendFive();
        List<Object> sequences = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            var page = ada.request()
                    .queryParam("limit", 2)
                    .queryParam("cursor", cursor)
                    .get(PATH)
                    .jsonPath();
            sequences.addAll(page.getList("items.sequence"));
            cursor = page.getString("next");
        }
        assertEquals(List.of(5, 4, 3, 2, 1), sequences);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "MQ!", "eA", "MWU5OQ"})
    void cursorOfAnotherKindIsRefusedOrFindsAPage(String cursor) {
        int status = ada.request().queryParam("cursor", cursor).get(PATH).statusCode();
        assertEquals(cursor.equals("MWU5OQ") ? 200 : 400, status);
    }

    @Test
    void auditOfAnotherIsEmpty() {
        appendFive();

        TestUser.fresh().request().get(PATH).then().body("items", hasSize(0));
        TestUser.fresh().request().get(PATH + "/verify").then().body("checked", equalTo(0));
    }

    @Test
    void auditTakesAToken() {
        given().get(PATH).then().statusCode(401);
        given().get(PATH + "/verify").then().statusCode(401);
    }

    @Test
    void untouchedChainIsValid() {
        appendFive();

        verify().body("valid", equalTo(true))
                .body("checked", equalTo(5))
                .body("firstSequence", equalTo(1))
                .body("anchor", nullValue())
                .body("brokenAt", nullValue())
                .body("reason", nullValue());
    }

    @Test
    void chainOfNobodyIsValidAndEmpty() {
        verify().body("valid", equalTo(true)).body("checked", equalTo(0)).body("firstSequence", nullValue());
    }

    @Test
    void chainIsFollowedPieceByPiece() {
        AuditEntry[] many =
                IntStream.range(0, 1_700).mapToObj(i -> loaded("p" + i)).toArray(AuditEntry[]::new);
        append(many);

        verify().body("valid", equalTo(true)).body("checked", equalTo(1_700));
    }

    @Test
    void textOfAnyKindIsHashedAlikeHereAndInTheDatabase() {
        append(new AuditEntry(
                ada.id(), "strava", AuditOperation.SAVE, AuditOutcome.SUCCESS, "4:ü, 日本\t\"-\"\n𝄞 'null' \\ 0"));

        verify().body("valid", equalTo(true)).body("checked", equalTo(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "operation = 'save'",
                "outcome = 'failed'",
                "provider = 'p9'",
                "actor = 'ada'",
                "client_address = NULL",
                "client_address = '203.0.113.8'",
                "user_agent = 'sync/2'",
                "details = 'nothing'",
                "at = at + interval '1 microsecond'",
                "hash = sha256('')",
            })
    void changedEntryIsFound(String change) throws Exception {
        appendFive();
        tamper("UPDATE token_audit_log SET " + change + " WHERE user_id = '%s' AND sequence = 3");

        assertBroken(3, "changed");
    }

    @Test
    void entryThatWasChangedWithItsHashIsFoundAtTheNext() throws Exception {
        appendFive();
        tamper("""
                UPDATE token_audit_log l
                SET details = 'nothing',
                    hash = sha256(before.hash || token_audit_body(l.user_id, l.sequence, l.at, l.operation, l.outcome,
                                                                  l.provider, l.actor, l.client_address, l.user_agent,
                                                                  'nothing'))
                FROM token_audit_log before
                WHERE l.user_id = '%s' AND l.sequence = 3 AND before.user_id = l.user_id AND before.sequence = 2
                """);

        assertBroken(4, "changed");
    }

    @Test
    void lastEntryThatWasChangedWithItsHashIsFound() throws Exception {
        appendFive();
        tamper("""
                UPDATE token_audit_log l
                SET details = 'nothing',
                    hash = sha256(before.hash || token_audit_body(l.user_id, l.sequence, l.at, l.operation, l.outcome,
                                                                  l.provider, l.actor, l.client_address, l.user_agent,
                                                                  'nothing'))
                FROM token_audit_log before
                WHERE l.user_id = '%s' AND l.sequence = 5 AND before.user_id = l.user_id AND before.sequence = 4
                """);

        assertBroken(5, "changed");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5})
    void removedEntryIsFound(int sequence) throws Exception {
        appendFive();
        tamper("DELETE FROM token_audit_log WHERE user_id = '%s' AND sequence = " + sequence);

        assertBroken(sequence, "missing");
    }

    @Test
    void allEntriesRemovedAreFound() throws Exception {
        appendFive();
        tamper("DELETE FROM token_audit_log WHERE user_id = '%s'");

        assertBroken(1, "missing");
    }

    @Test
    void swappedEntriesAreFound() throws Exception {
        appendFive();
        tamper("""
                UPDATE token_audit_log SET sequence = CASE sequence WHEN 2 THEN 4 ELSE 2 END
                WHERE user_id = '%s' AND sequence IN (2, 4)
                """);

        assertBroken(2, "changed");
    }

    @Test
    void removedHeadIsFound() throws Exception {
        appendFive();
        tamper("DELETE FROM token_audit_head WHERE user_id = '%s'");

        assertBroken(1, "beyond-the-end");
    }

    @Test
    void headThatWasSetBackIsFoundAlsoWhenTheChainGoesOn() throws Exception {
        appendFive();
        tamper("""
                UPDATE token_audit_head head SET sequence = l.sequence, hash = l.hash FROM token_audit_log l
                WHERE head.user_id = '%s' AND l.user_id = head.user_id AND l.sequence = 4
                """);
        assertBroken(5, "beyond-the-end");

        append(loaded("p6"));
        assertBroken(5, "changed");
    }

    @Test
    void entriesOfManyAtOnceAreChainedOneAfterTheOther() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var appended = IntStream.range(0, 40)
                    .mapToObj(i -> threads.submit(() -> append(loaded("a" + i), loaded("b" + i))))
                    .toList();
            for (var one : appended) {
                one.get();
            }
        }

        verify().body("valid", equalTo(true)).body("checked", equalTo(80));
    }

    @Test
    void entryOfAFailedTransactionIsGoneWithIt() {
        append(loaded("p1"));
        assertThrows(
                IllegalStateException.class,
                () -> QuarkusTransaction.requiringNew().run(() -> {
                    audit.append(SYNC, List.of(loaded("p2")));
                    throw new IllegalStateException("rolled back");
                }));
        append(loaded("p3"));

        ada.request().get(PATH).then().body("items.provider", contains("p3", "p1"));
        verify().body("valid", equalTo(true)).body("checked", equalTo(2));
    }

    @Test
    void entryAfterAFailureStays() {
        IllegalStateException cause = new IllegalStateException("rolled back");
        audit.appendAfter(cause, SYNC, List.of(loaded("p1")));

        verify().body("checked", equalTo(1));
        assertEquals(0, cause.getSuppressed().length);
    }

    @Test
    void nobodyWaitsForAConnectionASecondTime() {
        SQLException busy = new SQLException("Sorry, acquisition timeout!");
        audit.appendAfter(new IllegalStateException(busy), SYNC, List.of(loaded("p1")));

        verify().body("checked", equalTo(0));
    }

    @Test
    void failureToWriteIsAddedToItsCause() {
        IllegalStateException cause = new IllegalStateException("rolled back");
        audit.appendAfter(cause, SYNC, List.of(loaded("p".repeat(64))));

        verify().body("checked", equalTo(0));
        assertEquals(1, cause.getSuppressed().length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE token_audit_log SET outcome = 'success'",
                "DELETE FROM token_audit_log",
                "TRUNCATE token_audit_log",
                "INSERT INTO token_audit_log SELECT * FROM token_audit_log",
                "UPDATE %1$s SET outcome = 'success'",
                "DELETE FROM %1$s",
                "INSERT INTO %1$s SELECT * FROM %1$s",
                "UPDATE token_audit_head SET sequence = 0",
                "DELETE FROM token_audit_head",
                "INSERT INTO token_audit_head (user_id) VALUES ('eve')",
                "UPDATE token_audit_anchor SET sequence = 0",
                "DELETE FROM token_audit_anchor",
                "INSERT INTO token_audit_anchor VALUES ('eve', 1, '')",
                "DROP TABLE %1$s",
                "ALTER TABLE token_audit_log DETACH PARTITION %1$s",
            })
    void serviceItselfCanOnlyAddEntries(String sql) throws Exception {
        try (var app = database.connectAs("training_app");
                var statement = app.createStatement()) {
            String partition = firstPartition();
            SQLException refused = assertThrows(SQLException.class, () -> statement.execute(sql.formatted(partition)));
            assertEquals("42501", refused.getSQLState(), refused.getMessage());
        }
    }

    private String firstPartition() throws SQLException {
        try (var owner = database.connectAs("training_owner");
                var row = owner.createStatement().executeQuery("""
                        SELECT inhrelid::regclass::text FROM pg_inherits
                        WHERE inhparent = 'token_audit_log'::regclass ORDER BY 1 LIMIT 1
                        """)) {
            assertTrue(row.next());
            return row.getString(1);
        }
    }

    @Test
    void verdictOfAnotherUserIsNotTouched() throws Exception {
        TestUser bob = TestUser.fresh();
        append(loaded("p1"), new AuditEntry(bob.id(), "p1", AuditOperation.LOAD, AuditOutcome.SUCCESS, null));
        tamper("UPDATE token_audit_log SET details = 'x' WHERE user_id = '%s'");

        Map<String, Object> verdict =
                bob.request().get(PATH + "/verify").jsonPath().getMap("$");

        assertEquals(true, verdict.get("valid"));
        assertBroken(1, "changed");
    }
}

package dev.trainyard.training.tokenaudit;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.kit.job.JobRun;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AuditRetentionTest {

    private static final String PATH = "/api/v1/token-audit";

    /** The last month of which every day is 90 days old or more. */
    private final YearMonth over =
            YearMonth.from(LocalDate.now(ZoneOffset.UTC).minusDays(90)).minusMonths(1);

    @Inject
    AuditRetention retention;

    @Inject
    TokenAudit audit;

    @InjectDatabase
    EmbeddedDatabase database;

    private final TestUser ada = TestUser.fresh();
    private final JobRun run = new JobRun() {

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public void handled(long rows) {
            handled += rows;
        }
    };
    private long handled;
    private AuditedOperation last;

    @AfterEach
    void bringMonthsInOrder() throws Exception {
        retention.run(run);
    }

    private static String partition(YearMonth month) {
        return "token_audit_log_%d_%02d".formatted(month.getYear(), month.getMonthValue());
    }

    private static Instant in(YearMonth month) {
        return month.atDay(15).atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    /** As if the service had run in {@code months}, and somebody had done something with a token of ada's on each 15th. */
    private void workedIn(YearMonth... months) throws SQLException {
        try (Connection owner = database.connectAs("training_owner")) {
            long sequence = 0;
            String hash = AuditChain.GENESIS;
            for (YearMonth month : months) {
                addMonth(owner, month);
                sequence++;
                AuditedOperation entry = entry(sequence, in(month), "");
                hash = AuditChain.hash(hash, entry);
                last = entry(sequence, in(month), hash);
                insert(owner, last);
            }
            try (PreparedStatement head = owner.prepareStatement(
                    "INSERT INTO token_audit_head (user_id, sequence, hash, at) VALUES (?, ?, ?, ?)")) {
                head.setString(1, ada.id());
                head.setLong(2, sequence);
                head.setBytes(3, HexFormat.of().parseHex(hash));
                head.setObject(4, OffsetDateTime.ofInstant(last.at(), ZoneOffset.UTC));
                head.executeUpdate();
            }
        }
    }

    private AuditedOperation entry(long sequence, Instant at, String hash) {
        return new AuditedOperation(
                ada.id(), sequence, at, "load", "success", "strava", "sync", null, null, null, hash);
    }

    private static void addMonth(Connection owner, YearMonth month) throws SQLException {
        try (var statement = owner.createStatement()) {
            statement.execute("""
                    CREATE TABLE IF NOT EXISTS %s PARTITION OF token_audit_log
                    FOR VALUES FROM ('%s-01T00:00:00Z') TO ('%s-01T00:00:00Z')
                    """.formatted(partition(month), month, month.plusMonths(1)));
        }
    }

    private static void insert(Connection owner, AuditedOperation entry) throws SQLException {
        try (PreparedStatement row = owner.prepareStatement("""
                INSERT INTO token_audit_log (user_id, sequence, at, operation, outcome, provider, actor, hash)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """)) {
            row.setString(1, entry.user());
            row.setLong(2, entry.sequence());
            row.setObject(3, OffsetDateTime.ofInstant(entry.at(), ZoneOffset.UTC));
            row.setString(4, entry.operation());
            row.setString(5, entry.outcome());
            row.setString(6, entry.provider());
            row.setString(7, entry.actor());
            row.setBytes(8, HexFormat.of().parseHex(entry.hash()));
            row.executeUpdate();
        }
    }

    private List<String> partitions() throws SQLException {
        try (var owner = database.connectAs("training_owner");
                var rows = owner.createStatement().executeQuery("""
                        SELECT inhrelid::regclass::text FROM pg_inherits
                        WHERE inhparent = 'token_audit_log'::regclass ORDER BY 1
                        """)) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        }
    }

    private void tamper(String sql) throws SQLException {
        try (var owner = database.connectAs("training_owner");
                var statement = owner.createStatement()) {
            statement.execute(sql.formatted(ada.id()));
        }
    }

    private void load() {
        QuarkusTransaction.requiringNew()
                .run(() -> audit.append(
                        Actor.job("sync"),
                        List.of(new AuditEntry(ada.id(), "strava", AuditOperation.LOAD, AuditOutcome.SUCCESS, null))));
    }

    @Test
    void thisMonthAndTheNextThreeAreThere() throws Exception {
        retention.run(run);

        YearMonth now = YearMonth.now(ZoneOffset.UTC);
        assertEquals(
                List.of(
                        partition(now),
                        partition(now.plusMonths(1)),
                        partition(now.plusMonths(2)),
                        partition(now.plusMonths(3))),
                partitions());
    }

    @Test
    void monthsAreDroppedWhenTheirLastDayIsNinetyDaysAgo() throws Exception {
        workedIn(over.minusMonths(1), over, over.plusMonths(1));

        long months = retention.run(run);

        assertEquals(2, months);
        assertEquals(2, handled);
        assertEquals(partition(over.plusMonths(1)), partitions().getFirst());
        ada.request().get(PATH).then().body("items", hasSize(1)).body("items[0].sequence", equalTo(3));
        tamper("DROP TABLE " + partition(over.plusMonths(1)));
    }

    @Test
    void chainStaysCheckableFromTheLastThatWasDropped() throws Exception {
        workedIn(over.minusMonths(1), over, over.plusMonths(1));
        retention.run(run);
        load();

        ada.request()
                .get(PATH + "/verify")
                .then()
                .body("valid", equalTo(true))
                .body("checked", equalTo(2))
                .body("firstSequence", equalTo(3))
                .body("anchor.sequence", equalTo(2));
        tamper("DROP TABLE " + partition(over.plusMonths(1)));
    }

    @Test
    void chainOfWhichAllWasDroppedGoesOn() throws Exception {
        workedIn(over.minusMonths(1), over);
        retention.run(run);

        ada.request()
                .get(PATH + "/verify")
                .then()
                .body("valid", equalTo(true))
                .body("checked", equalTo(0))
                .body("firstSequence", nullValue())
                .body("anchor.hash", equalTo(last.hash()));
        load();
        ada.request()
                .get(PATH + "/verify")
                .then()
                .body("valid", equalTo(true))
                .body("checked", equalTo(1))
                .body("firstSequence", equalTo(3));
    }

    @Test
    void oldestEntryThatIsKeptCannotBeRemovedUnnoticed() throws Exception {
        workedIn(over, over.plusMonths(1));
        retention.run(run);
        load();
        tamper("DELETE FROM token_audit_log WHERE user_id = '%s' AND sequence = 2");

        ada.request()
                .get(PATH + "/verify")
                .then()
                .body("valid", equalTo(false))
                .body("brokenAt", equalTo(2))
                .body("reason", equalTo("missing"));
        tamper("DROP TABLE " + partition(over.plusMonths(1)));
    }

    @Test
    void entryFindsAMonthThatNobodyMade() throws Exception {
        YearMonth now = YearMonth.now(ZoneOffset.UTC);
        tamper("DROP TABLE " + partition(now));

        load();

        ada.request().get(PATH + "/verify").then().body("valid", equalTo(true)).body("checked", equalTo(1));
        assertEquals(partition(now), partitions().getFirst());
    }

    @Test
    void clockThatWentBackMakesNoEntryEarlierThanTheOneBefore() throws Exception {
        load();
        Instant ahead = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MICROS);
        tamper("UPDATE token_audit_head SET at = '" + ahead + "' WHERE user_id = '%s'");

        load();

        ada.request().get(PATH).then().body("items[0].at", equalTo(ahead.toString()));
        ada.request().get(PATH + "/verify").then().body("valid", equalTo(true));
    }
}

package dev.trainyard.training.tokenaudit;

import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.page.Cursor;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import dev.trainyard.training.tokenaudit.Verification.Anchor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;

/** Reads the audit of a user's tokens. */
@ApplicationScoped
class AuditStore {

    private static final int FETCHED_AT_ONCE = 500;

    private static final String COLUMNS = """
            l.user_id, l.sequence, l.at, l.operation, l.outcome, l.provider, l.actor, l.client_address, l.user_agent,
            l.details, encode(l.hash, 'hex') AS hash
            """;

    static final String PAGE = "SELECT " + COLUMNS + """
            FROM token_audit_log l
            WHERE l.user_id = ? AND l.sequence < ?
            ORDER BY l.sequence DESC
            LIMIT ?
            """;

    // One statement, so that an entry that is written meanwhile is in all of it or in nothing.
    static final String CHAIN = "SELECT " + COLUMNS + """
            , coalesce(head.sequence, 0) AS head_sequence,
            coalesce(encode(head.hash, 'hex'), '') AS head_hash,
            anchor.sequence AS anchor_sequence, encode(anchor.hash, 'hex') AS anchor_hash
            FROM (SELECT ?::text AS user_id) AS asked
            LEFT JOIN token_audit_head head ON head.user_id = asked.user_id
            LEFT JOIN token_audit_anchor anchor ON anchor.user_id = asked.user_id
            LEFT JOIN token_audit_log l ON l.user_id = asked.user_id
            ORDER BY l.sequence, l.at
            """;

    private final Database database;

    AuditStore(Database database) {
        this.database = database;
    }

    /** A page, newest first. */
    Page<AuditedOperation> list(String user, PageQuery page) {
        long before = page.cursor(1)
                .map(cursor -> cursor.decimal(0)
                        .min(BigDecimal.valueOf(Long.MAX_VALUE))
                        .longValue())
                .orElse(Long.MAX_VALUE);
        return Page.of(
                database.list(PAGE, AuditStore::entry, user, before, page.limitPlusOne()),
                page,
                last -> Cursor.after(last.sequence()));
    }

    /** Follows the user's whole chain, in bounded memory: outside a transaction the driver would fetch all of it at once. */
    @Transactional
    Verification verify(String user) {
        return database.run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(CHAIN)) {
                statement.setFetchSize(FETCHED_AT_ONCE);
                statement.setString(1, user);
                try (ResultSet rows = statement.executeQuery()) {
                    return verify(rows);
                }
            }
        });
    }

    /** There is one row at least: without an entry it has the chain's ends alone. */
    private static Verification verify(ResultSet rows) throws SQLException {
        rows.next();
        ChainCheck check = new ChainCheck(anchor(rows));
        long headSequence = rows.getLong("head_sequence");
        String headHash = rows.getString("head_hash");
        boolean isGood = rows.getString("user_id") == null || check.follow(entry(rows));
        while (isGood && rows.next()) {
            isGood = check.follow(entry(rows));
        }
        return check.end(headSequence, headHash);
    }

    private static Anchor anchor(ResultSet row) throws SQLException {
        String hash = row.getString("anchor_hash");
        return hash == null ? null : new Anchor(row.getLong("anchor_sequence"), hash);
    }

    private static AuditedOperation entry(ResultSet row) throws SQLException {
        return new AuditedOperation(
                row.getString("user_id"),
                row.getLong("sequence"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("operation"),
                row.getString("outcome"),
                row.getString("provider"),
                row.getString("actor"),
                row.getString("client_address"),
                row.getString("user_agent"),
                row.getString("details"),
                row.getString("hash"));
    }
}

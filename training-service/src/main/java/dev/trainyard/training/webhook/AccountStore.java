package dev.trainyard.training.webhook;

import dev.trainyard.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** Who users are with providers, each call one statement. */
@ApplicationScoped
class AccountStore {

    // Our clock and the provider's may differ, and its times are whole seconds.
    static final String DEAUTHORIZE = """
            WITH account AS (
                UPDATE provider_account SET deauthorized_at = ?
                WHERE provider = ? AND owner_id = ? AND deauthorized_at IS NULL AND linked_at <= ?
                RETURNING user_id, provider),
            unwanted AS (
                DELETE FROM activity_fetch awaited USING account
                WHERE awaited.user_id = account.user_id AND awaited.provider = account.provider)
            SELECT user_id FROM account ORDER BY user_id
            """;

    private static final int CLOCKS_DIFFER_SECONDS = 60;

    private static final String COLUMNS = "provider, owner_id, linked_at, deauthorized_at";

    private final Database database;

    AccountStore(Database database) {
        this.database = database;
    }

    /** Says who the user is with a provider; the same again changes nothing, unless the permission was withdrawn. */
    AccountView link(String user, String provider, String owner) {
        return database.one("""
                        INSERT INTO provider_account AS known (user_id, provider, owner_id) VALUES (?, ?, ?)
                        ON CONFLICT (user_id, provider) DO UPDATE
                        SET owner_id = excluded.owner_id,
                            linked_at = CASE
                                WHEN known.owner_id = excluded.owner_id AND known.deauthorized_at IS NULL
                                THEN known.linked_at ELSE excluded.linked_at END,
                            deauthorized_at = NULL
                        RETURNING
                        """ + COLUMNS, AccountStore::view, user, provider, owner)
                .orElseThrow();
    }

    /** The user's, by provider: as many as there are providers at most. */
    List<AccountView> list(String user) {
        return database.list(
                "SELECT " + COLUMNS + " FROM provider_account WHERE user_id = ? ORDER BY provider",
                AccountStore::view,
                user);
    }

    Optional<AccountView> find(String user, String provider) {
        return database.one(
                "SELECT " + COLUMNS + " FROM provider_account WHERE user_id = ? AND provider = ?",
                AccountStore::view,
                user,
                provider);
    }

    /** Forgets who the user is; whether it was known. */
    boolean unlink(String user, String provider) {
        return database.update("DELETE FROM provider_account WHERE user_id = ? AND provider = ?", user, provider) == 1;
    }

    /** Notes that an owner has withdrawn the permission, unless it was given anew since; whose permission it was. */
    List<String> deauthorize(String provider, String owner, Instant at) {
        return database.list(
                DEAUTHORIZE, row -> row.getString(1), at, provider, owner, at.plusSeconds(CLOCKS_DIFFER_SECONDS));
    }

    private static AccountView view(ResultSet row) throws SQLException {
        OffsetDateTime deauthorizedAt = row.getObject("deauthorized_at", OffsetDateTime.class);
        return new AccountView(
                row.getString("provider"),
                row.getString("owner_id"),
                row.getObject("linked_at", OffsetDateTime.class).toInstant(),
                deauthorizedAt == null ? null : deauthorizedAt.toInstant());
    }
}

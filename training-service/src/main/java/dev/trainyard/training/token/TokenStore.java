package dev.trainyard.training.token;

import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.page.Cursor;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import dev.trainyard.kit.vault.VaultKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

/** Table provider_token, which only ever sees encrypted values; one statement for any number of tokens. */
@ApplicationScoped
class TokenStore {

    // In the order of the key, so that two batches do not wait for each other.
    static final String PUT = """
            INSERT INTO provider_token AS t (user_id, provider, key_id, access_token, refresh_token, expires_at, scopes)
            SELECT n.user_id, n.provider, n.key_id, n.access_token, n.refresh_token, n.expires_at, n.scopes
            FROM unnest(?::text[], ?::text[], ?::text[], ?::bytea[], ?::bytea[], ?::timestamptz[], ?::text[])
                 AS n (user_id, provider, key_id, access_token, refresh_token, expires_at, scopes)
            ORDER BY n.user_id, n.provider
            ON CONFLICT (user_id, provider) DO UPDATE
            SET version = excluded.version, key_id = excluded.key_id, access_token = excluded.access_token,
                refresh_token = excluded.refresh_token, expires_at = excluded.expires_at, scopes = excluded.scopes,
                saved_at = excluded.saved_at
            RETURNING t.user_id, t.provider, t.saved_at, old.user_id IS NULL AS is_new
            """;

    static final String FIND = """
            SELECT wanted.user_id, wanted.provider, t.version, t.key_id, t.access_token, t.refresh_token, t.expires_at,
                   t.scopes, t.saved_at
            FROM unnest(?::text[], ?::text[]) WITH ORDINALITY AS wanted (user_id, provider, place)
            JOIN provider_token t ON t.user_id = wanted.user_id AND t.provider = wanted.provider
            ORDER BY wanted.place
            """;

    static final String LIST = """
            SELECT provider, key_id, expires_at, scopes, saved_at FROM provider_token
            WHERE user_id = ? AND provider > ?
            ORDER BY provider
            LIMIT ?
            """;

    private static final String REPLACE = """
            UPDATE provider_token
            SET version = DEFAULT, key_id = ?, access_token = ?, refresh_token = ?, expires_at = ?, scopes = ?,
                saved_at = now()
            WHERE user_id = ? AND provider = ? AND version = ?
            """;

    private final Database database;
    private final VaultKeys keys;

    TokenStore(Database database, VaultKeys keys) {
        this.database = database;
        this.keys = keys;
    }

    /** Keeps tokens, over what may be there; no two of the same place. */
    List<SavedToken> put(List<SealedToken> tokens) {
        return database.list(
                PUT,
                row -> new SavedToken(
                        new TokenReference(row.getString("user_id"), row.getString("provider")),
                        instant(row, "saved_at"),
                        row.getBoolean("is_new")),
                each(tokens, token -> token.of().user()),
                each(tokens, token -> token.of().provider()),
                each(tokens, SealedToken::keyId),
                tokens.stream().map(SealedToken::accessToken).toArray(byte[][]::new),
                tokens.stream().map(SealedToken::refreshToken).toArray(byte[][]::new),
                each(tokens, token -> Objects.toString(token.expiresAt(), null)),
                each(tokens, token -> joined(token.scopes())));
    }

    /** Those that are there of the wanted ones, in their order. */
    List<StoredRow> find(List<TokenReference> wanted) {
        return database.list(
                FIND,
                TokenStore::row,
                wanted.stream().map(TokenReference::user).toArray(String[]::new),
                wanted.stream().map(TokenReference::provider).toArray(String[]::new));
    }

    /** A page of what the user has, by provider. */
    Page<TokenView> list(String user, PageQuery page) {
        List<TokenView> rows = database.list(
                LIST,
                this::view,
                user,
                page.cursor(1).map(cursor -> cursor.text(0)).orElse(""),
                page.limitPlusOne());
        return Page.of(rows, page, last -> Cursor.after(last.provider()));
    }

    /** Keeps {@code token} where {@code version} still is; whether it was. */
    boolean replace(UUID version, SealedToken token) {
        return database.update(
                        REPLACE,
                        token.keyId(),
                        token.accessToken(),
                        token.refreshToken(),
                        token.expiresAt(),
                        joined(token.scopes()),
                        token.of().user(),
                        token.of().provider(),
                        version)
                == 1;
    }

    boolean exists(TokenReference of) {
        return database.one(
                        "SELECT FROM provider_token WHERE user_id = ? AND provider = ?",
                        row -> true,
                        of.user(),
                        of.provider())
                .isPresent();
    }

    /** Whether it was there. */
    boolean delete(TokenReference of) {
        return database.update(
                        "DELETE FROM provider_token WHERE user_id = ? AND provider = ?", of.user(), of.provider())
                == 1;
    }

    private TokenView view(ResultSet row) throws SQLException {
        Instant expiresAt = instant(row, "expires_at");
        return new TokenView(
                row.getString("provider"),
                keys.find(row.getString("key_id")).isPresent()
                        ? TokenView.State.of(expiresAt)
                        : TokenView.State.UNREADABLE,
                expiresAt,
                split(row.getString("scopes")),
                instant(row, "saved_at"));
    }

    static StoredRow row(ResultSet row) throws SQLException {
        return new StoredRow(
                new SealedToken(
                        new TokenReference(row.getString("user_id"), row.getString("provider")),
                        row.getString("key_id"),
                        row.getBytes("access_token"),
                        row.getBytes("refresh_token"),
                        instant(row, "expires_at"),
                        split(row.getString("scopes"))),
                row.getObject("version", UUID.class),
                instant(row, "saved_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static String[] each(List<SealedToken> tokens, Function<SealedToken, String> part) {
        return tokens.stream().map(part).toArray(String[]::new);
    }

    /** Scopes have no blanks. */
    private static String joined(List<String> scopes) {
        return String.join(" ", scopes);
    }

    private static List<String> split(String scopes) {
        return scopes.isEmpty() ? List.of() : List.of(scopes.split(" "));
    }
}

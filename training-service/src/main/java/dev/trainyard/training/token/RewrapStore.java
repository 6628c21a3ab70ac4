package dev.trainyard.training.token;

import dev.trainyard.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Table provider_token by the keys of its rows. These queries are of no user's: what they read stays encrypted. */
@ApplicationScoped
class RewrapStore {

    static final String TAKE = """
            SELECT user_id, provider, version, key_id, access_token, refresh_token, expires_at, scopes, saved_at
            FROM provider_token
            WHERE key_id = ? AND (user_id, provider) > (?, ?)
            ORDER BY user_id, provider
            LIMIT ?
            FOR NO KEY UPDATE SKIP LOCKED
            """;

    // The version stays: it is the same token.
    private static final String PUT_BACK = """
            UPDATE provider_token t SET key_id = ?, access_token = n.access_token, refresh_token = n.refresh_token
            FROM unnest(?::text[], ?::text[], ?::bytea[], ?::bytea[])
                 AS n (user_id, provider, access_token, refresh_token)
            WHERE t.user_id = n.user_id AND t.provider = n.provider
            """;

    static final String COUNT_OTHERS = """
            SELECT key_id, count(*) FROM provider_token WHERE key_id < ? GROUP BY key_id
            UNION ALL
            SELECT key_id, count(*) FROM provider_token WHERE key_id > ? GROUP BY key_id
            """;

    private final Database database;

    RewrapStore(Database database) {
        this.database = database;
    }

    /** Locks the next tokens under a key, in the order of users, but those that somebody is about to change. */
    @Transactional(TxType.MANDATORY)
    List<StoredRow> take(String key, TokenReference after, int limit) {
        return database.list(TAKE, TokenStore::row, key, after.user(), after.provider(), limit);
    }

    /** Replaces their values. */
    @Transactional(TxType.MANDATORY)
    void putBack(String key, List<SealedToken> tokens) {
        database.update(
                PUT_BACK,
                key,
                tokens.stream().map(token -> token.of().user()).toArray(String[]::new),
                tokens.stream().map(token -> token.of().provider()).toArray(String[]::new),
                tokens.stream().map(SealedToken::accessToken).toArray(byte[][]::new),
                tokens.stream().map(SealedToken::refreshToken).toArray(byte[][]::new));
    }

    /** How many tokens are under each key. */
    Map<String, Long> count() {
        record Tokens(String key, long count) {}

        return database
                .list(
                        "SELECT key_id, count(*) FROM provider_token GROUP BY key_id ORDER BY key_id",
                        row -> new Tokens(row.getString(1), row.getLong(2)))
                .stream()
                .collect(Collectors.toMap(Tokens::key, Tokens::count));
    }

    /** How many tokens are not under {@code key}, by the key that they are under; none is cheap to find. */
    Map<String, Long> countOthers(String key) {
        record Tokens(String key, long count) {}

        return database.list(COUNT_OTHERS, row -> new Tokens(row.getString(1), row.getLong(2)), key, key).stream()
                .collect(Collectors.toMap(Tokens::key, Tokens::count));
    }
}

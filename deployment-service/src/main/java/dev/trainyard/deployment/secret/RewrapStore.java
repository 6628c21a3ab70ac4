package dev.trainyard.deployment.secret;

import dev.trainyard.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Table secret by the keys of its rows. These queries are of no user's: what they read stays encrypted. */
@ApplicationScoped
class RewrapStore {

    static final String TAKE = """
            SELECT user_id, name, key_id, value
            FROM secret
            WHERE key_id = ? AND (user_id, name) > (?, ?)
            ORDER BY user_id, name
            LIMIT ?
            FOR NO KEY UPDATE SKIP LOCKED
            """;

    // Not updated_at: it is the same secret.
    private static final String PUT_BACK = """
            UPDATE secret s SET key_id = n.key_id, value = n.value
            FROM unnest(?::text[], ?::text[], ?::text[], ?::bytea[]) AS n (user_id, name, key_id, value)
            WHERE s.user_id = n.user_id AND s.name = n.name
            """;

    static final String COUNT_OTHERS = """
            SELECT key_id, count(*) FROM secret WHERE key_id < ? GROUP BY key_id
            UNION ALL
            SELECT key_id, count(*) FROM secret WHERE key_id > ? GROUP BY key_id
            """;

    private final Database database;

    RewrapStore(Database database) {
        this.database = database;
    }

    /** Locks the next secrets under a key, in the order of users, but those that somebody is about to change. */
    @Transactional(TxType.MANDATORY)
    List<SecretRow> take(String key, String afterUser, String afterName, int limit) {
        return database.list(TAKE, SecretStore::row, key, afterUser, afterName, limit);
    }

    /** Replaces their values. */
    @Transactional(TxType.MANDATORY)
    void putBack(List<SecretRow> secrets) {
        database.update(
                PUT_BACK,
                secrets.stream().map(SecretRow::user).toArray(String[]::new),
                secrets.stream().map(SecretRow::name).toArray(String[]::new),
                secrets.stream().map(SecretRow::keyId).toArray(String[]::new),
                secrets.stream().map(SecretRow::value).toArray(byte[][]::new));
    }

    /** How many secrets are not under {@code key}, by the key that they are under; none is cheap to find. */
    Map<String, Long> countOthers(String key) {
        record Secrets(String key, long count) {}

        return database.list(COUNT_OTHERS, row -> new Secrets(row.getString(1), row.getLong(2)), key, key).stream()
                .collect(Collectors.toMap(Secrets::key, Secrets::count));
    }
}

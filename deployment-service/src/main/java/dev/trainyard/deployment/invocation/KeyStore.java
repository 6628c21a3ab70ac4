package dev.trainyard.deployment.invocation;

import dev.trainyard.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Optional;
import java.util.UUID;

/** Table invocation_key. Who claims or finds a key holds it until its transaction ends. */
@ApplicationScoped
class KeyStore {

    // Waits for another that inserts the same key just now, and locks the row that it finds.
    private static final String CLAIM = """
            INSERT INTO invocation_key (user_id, deployment_id, key, run_id, fingerprint) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (user_id, deployment_id, key) DO UPDATE
            SET run_id = excluded.run_id, fingerprint = excluded.fingerprint, created_at = now()
            WHERE invocation_key.created_at <= now() - interval '24 hours'
            """;

    private static final String FIND =
            "SELECT run_id, fingerprint = ? FROM invocation_key WHERE user_id = ? AND deployment_id = ? AND key = ?";

    private static final String REPLACE = """
            UPDATE invocation_key SET run_id = ?, fingerprint = ?, created_at = now()
            WHERE user_id = ? AND deployment_id = ? AND key = ?
            """;

    static final String FORGET = """
            DELETE FROM invocation_key
            WHERE (user_id, deployment_id, key) IN (
                SELECT user_id, deployment_id, key FROM invocation_key
                WHERE created_at < now() - interval '24 hours'
                ORDER BY created_at
                LIMIT ?
                FOR UPDATE SKIP LOCKED)
            """;

    private final Database database;

    KeyStore(Database database) {
        this.database = database;
    }

    /**
     * The run that a key stands for already.
     *
     * @param isAlike whether the same was asked for
     */
    record Earlier(UUID run, boolean isAlike) {}

    /** Makes a key stand for {@code run}; empty if it does now, else what it stands for. */
    @Transactional(TxType.MANDATORY)
    Optional<Earlier> claim(String user, UUID deployment, String key, UUID run, byte[] fingerprint) {
        if (database.update(CLAIM, user, deployment, key, run, fingerprint) == 1) {
            return Optional.empty();
        }
        return database.one(
                FIND,
                row -> new Earlier(row.getObject(1, UUID.class), row.getBoolean(2)),
                fingerprint,
                user,
                deployment,
                key);
    }

    /** Makes a key that was found by {@link #claim} stand for another run. */
    @Transactional(TxType.MANDATORY)
    void replace(String user, UUID deployment, String key, UUID run, byte[] fingerprint) {
        database.update(REPLACE, run, fingerprint, user, deployment, key);
    }

    /** Removes at most so many keys that are older than a day; how many it were. */
    int forget(int most) {
        return database.update(FORGET, most);
    }
}

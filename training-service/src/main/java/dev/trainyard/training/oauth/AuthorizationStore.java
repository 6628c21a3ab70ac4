package dev.trainyard.training.oauth;

import dev.trainyard.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Table provider_authorization: what was begun and is not finished, each call one statement. */
@ApplicationScoped
class AuthorizationStore {

    // Of what a user has begun, the ten newest are good: a page that is opened twice, or on two devices, works.
    static final String ADD = """
            WITH removed AS (
                DELETE FROM provider_authorization
                WHERE user_id = ? AND provider = ?
                  AND (expires_at <= now() OR state_hash IN (
                      SELECT state_hash FROM provider_authorization
                      WHERE user_id = ? AND provider = ? ORDER BY expires_at DESC OFFSET 9)))
            INSERT INTO provider_authorization (user_id, provider, state_hash, verifier_key, redirect_uri, expires_at)
            VALUES (?, ?, ?, ?, ?, now() + interval '10 minutes')
            RETURNING expires_at
            """;

    // Whoever removes it has it: nobody else gets it, on whatever replica.
    static final String TAKE = """
            DELETE FROM provider_authorization
            WHERE user_id = ? AND provider = ? AND state_hash = ? AND expires_at > now()
            RETURNING verifier_key, redirect_uri
            """;

    static final String FORGET = """
            DELETE FROM provider_authorization
            WHERE (user_id, provider, state_hash) IN (
                SELECT user_id, provider, state_hash FROM provider_authorization
                WHERE expires_at <= now() ORDER BY expires_at LIMIT ? FOR UPDATE SKIP LOCKED)
            """;

    private final Database database;

    AuthorizationStore(Database database) {
        this.database = database;
    }

    /** What the answer to a state needs. */
    record Begun(ByteBuffer verifierKey, URI redirectUri) {}

    /** Keeps what was begun; until when it can be finished. */
    Instant add(String user, String provider, byte[] stateHash, byte[] verifierKey, URI redirectUri) {
        return database.one(
                        ADD,
                        row -> row.getObject(1, OffsetDateTime.class).toInstant(),
                        user,
                        provider,
                        user,
                        provider,
                        user,
                        provider,
                        stateHash,
                        verifierKey,
                        redirectUri.toString())
                .orElseThrow();
    }

    /** Takes what was begun with this state, once; empty when there is no such, or it is too late. */
    Optional<Begun> take(String user, String provider, byte[] stateHash) {
        return database.one(
                TAKE,
                row -> new Begun(ByteBuffer.wrap(row.getBytes(1)), URI.create(row.getString(2))),
                user,
                provider,
                stateHash);
    }

    /** Removes at most so many that it is too late for; how many. */
    int forget(int most) {
        return database.update(FORGET, most);
    }
}

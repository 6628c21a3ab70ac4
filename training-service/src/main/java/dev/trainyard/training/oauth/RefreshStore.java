package dev.trainyard.training.oauth;

import dev.trainyard.kit.database.Database;
import dev.trainyard.training.token.TokenReference;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Table token_refresh: who is at refreshing which token, and how it failed; each call one statement. All times are the
 * database's, so that replicas need not agree on theirs.
 */
@ApplicationScoped
class RefreshStore {

    private static final String STANDING = """
            SELECT t.provider, t.version, t.expires_at, t.saved_at, t.refresh_token IS NOT NULL AS refreshable,
                   coalesce(r.lease_until > now(), false) AS leased, r.failure, r.provider_code, r.retry_at
            FROM provider_token t
            LEFT JOIN token_refresh r
                ON r.user_id = t.user_id AND r.provider = t.provider AND r.token_version = t.version
            WHERE t.user_id = ?
            """;

    static final String FIND = STANDING + "AND t.provider = ?";

    static final String FIND_ALL = STANDING + "LIMIT 1000";

    // A row about a token of before counts as far as somebody is still at it.
    static final String CLAIM = """
            INSERT INTO token_refresh AS r (user_id, provider, token_version, lease_owner, lease_until)
            SELECT user_id, provider, version, ?, now() + make_interval(secs => ?)
            FROM provider_token
            WHERE user_id = ? AND provider = ? AND version = ?
            ON CONFLICT (user_id, provider) DO UPDATE
            SET token_version = excluded.token_version, lease_owner = excluded.lease_owner,
                lease_until = excluded.lease_until,
                attempts = CASE WHEN r.token_version = excluded.token_version THEN r.attempts ELSE 0 END,
                failure = CASE WHEN r.token_version = excluded.token_version THEN r.failure END,
                provider_code = CASE WHEN r.token_version = excluded.token_version THEN r.provider_code END,
                retry_at = CASE WHEN r.token_version = excluded.token_version THEN r.retry_at END
            WHERE coalesce(r.lease_until <= now(), true)
              AND (r.token_version <> excluded.token_version
                   OR (r.failure IS DISTINCT FROM 'reauthorization-required' AND coalesce(r.retry_at <= now(), true)))
            RETURNING attempts, old.lease_owner IS NOT NULL AND old.token_version = new.token_version AS abandoned
            """;

    static final String EXTEND = """
            UPDATE token_refresh SET lease_until = now() + make_interval(secs => ?)
            WHERE user_id = ? AND provider = ? AND lease_owner = ?
            """;

    static final String SUCCEED = "DELETE FROM token_refresh WHERE user_id = ? AND provider = ? AND lease_owner = ?";

    static final String RELEASE = """
            UPDATE token_refresh SET lease_owner = NULL, lease_until = NULL
            WHERE user_id = ? AND provider = ? AND lease_owner = ?
            """;

    static final String FAIL = """
            UPDATE token_refresh
            SET lease_owner = NULL, lease_until = NULL, attempts = attempts + 1, failure = ?, provider_code = ?,
                retry_at = now() + make_interval(secs => ?)
            WHERE user_id = ? AND provider = ? AND lease_owner = ?
            """;

    // Unless the user has connected the provider anew since.
    static final String DEAUTHORIZE = """
            INSERT INTO token_refresh AS r (user_id, provider, token_version, failure)
            SELECT user_id, provider, version, 'reauthorization-required'
            FROM provider_token
            WHERE user_id = ? AND provider = ? AND saved_at <= ?
            ON CONFLICT (user_id, provider) DO UPDATE
            SET token_version = excluded.token_version, failure = excluded.failure, provider_code = NULL, retry_at = NULL
            """;

    // The first two bounds are the index's; the third is what Standing.isDue says.
    static final String DUE = """
            SELECT t.user_id, t.version, t.expires_at
            FROM provider_token t
            LEFT JOIN token_refresh r
                ON r.user_id = t.user_id AND r.provider = t.provider AND r.token_version = t.version
            WHERE t.provider = ? AND t.refresh_token IS NOT NULL
              AND (t.expires_at, t.user_id) > (?, ?)
              AND t.expires_at <= now() + make_interval(secs => ?)
              AND t.expires_at - least(make_interval(secs => ?), (t.expires_at - t.saved_at) / 2) <= now()
              AND r.failure IS DISTINCT FROM 'reauthorization-required'
              AND coalesce(r.retry_at <= now(), true)
              AND coalesce(r.lease_until <= now(), true)
            ORDER BY t.expires_at, t.user_id
            LIMIT ?
            """;

    static final String OVERDUE = """
            SELECT greatest(0, extract(epoch FROM now() - (
                t.expires_at - least(make_interval(secs => ?), (t.expires_at - t.saved_at) / 2))))
            FROM provider_token t
            LEFT JOIN token_refresh r
                ON r.user_id = t.user_id AND r.provider = t.provider AND r.token_version = t.version
            WHERE t.provider = ? AND t.refresh_token IS NOT NULL AND t.expires_at <= now() + make_interval(secs => ?)
              AND r.failure IS DISTINCT FROM 'reauthorization-required'
            ORDER BY t.expires_at, t.user_id
            LIMIT 1
            """;

    static final String AWAITING = """
            SELECT count(*) FROM token_refresh r
            JOIN provider_token t ON t.user_id = r.user_id AND t.provider = r.provider AND t.version = r.token_version
            WHERE r.provider = ? AND r.failure = 'reauthorization-required'
            """;

    private final Database database;
    private final double leaseSeconds;

    RefreshStore(Database database, OAuthConfig config) {
        this.database = database;
        this.leaseSeconds = config.lease().toSeconds();
    }

    /**
     * The right to ask the provider, for a while.
     *
     * @param version of the token that it was got for
     * @param attempts how often it failed before
     * @param abandoned whether somebody had it before and died with it
     */
    record Lease(TokenReference of, UUID version, UUID owner, int attempts, boolean abandoned) {}

    /** A token that is to be refreshed. */
    record Due(TokenReference of, UUID version, Instant expiresAt) {}

    /** How it stands; empty when the user has no token of this provider. */
    Optional<Standing> find(TokenReference of) {
        return database.one(FIND, RefreshStore::standing, of.user(), of.provider());
    }

    /** How it stands with each provider of which the user has a token, by its name. */
    Map<String, Standing> findAll(String user) {
        return database.list(FIND_ALL, row -> Map.entry(row.getString("provider"), standing(row)), user).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Gets the right to ask, if the token is still that version, nobody has it, and it may be tried now. */
    Optional<Lease> claim(TokenReference of, UUID version) {
        UUID owner = UUID.randomUUID();
        return database.one(
                CLAIM,
                row -> new Lease(of, version, owner, row.getInt("attempts"), row.getBoolean("abandoned")),
                owner,
                leaseSeconds,
                of.user(),
                of.provider(),
                version);
    }

    /** Keeps the right for another while. */
    void extend(Lease lease) {
        database.update(EXTEND, leaseSeconds, lease.of().user(), lease.of().provider(), lease.owner());
    }

    /** Ends it: the token is another one now. */
    void succeed(Lease lease) {
        database.update(SUCCEED, lease.of().user(), lease.of().provider(), lease.owner());
    }

    /** Ends it as if it had never been; whether it was still held. */
    boolean release(Lease lease) {
        return database.update(RELEASE, lease.of().user(), lease.of().provider(), lease.owner()) == 1;
    }

    /**
     * Ends it, with a failure of the token's version; it may be tried again after {@code pause}.
     *
     * @return whether it was still held: if not, somebody else is at it by now
     */
    boolean fail(Lease lease, Failure failure, String providerCode, Duration pause) {
        return database.update(
                        FAIL,
                        failure.code(),
                        providerCode,
                        (double) pause.toSeconds(),
                        lease.of().user(),
                        lease.of().provider(),
                        lease.owner())
                == 1;
    }

    /** Leaves a token alone that its user has withdrawn at that time; whether there is one. */
    boolean deauthorize(TokenReference of, Instant at) {
        return database.update(DEAUTHORIZE, of.user(), of.provider(), at) == 1;
    }

    /** The next tokens of a provider that are to be refreshed and may be, those that end first at first. */
    List<Due> due(Provider provider, Instant afterExpiry, String afterUser, int limit) {
        double before = provider.refreshBefore().toSeconds();
        return database.list(
                DUE,
                row -> new Due(
                        new TokenReference(row.getString("user_id"), provider.name()),
                        row.getObject("version", UUID.class),
                        instant(row, "expires_at")),
                provider.name(),
                afterExpiry,
                afterUser,
                before,
                before,
                limit);
    }

    /** For how many seconds the token that ends first has been due, 0 when it is not. */
    double overdueSeconds(Provider provider) {
        double before = provider.refreshBefore().toSeconds();
        return database.one(OVERDUE, row -> row.getDouble(1), before, provider.name(), before)
                .orElse(0.0);
    }

    /** How many tokens only their users can renew. */
    long awaitingReauthorization(Provider provider) {
        return database.one(AWAITING, row -> row.getLong(1), provider.name()).orElseThrow();
    }

    private static Standing standing(ResultSet row) throws SQLException {
        String failure = row.getString("failure");
        return new Standing(
                row.getObject("version", UUID.class),
                instant(row, "expires_at"),
                instant(row, "saved_at"),
                row.getBoolean("refreshable"),
                row.getBoolean("leased"),
                failure == null ? null : Failure.ofCode(failure),
                row.getString("provider_code"),
                instant(row, "retry_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}

package dev.trainyard.http.identity;

import io.smallrye.jwt.auth.principal.AbstractKeyLocationResolver;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import java.io.IOException;
import java.security.Key;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jose4j.http.Get;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * The keys of the issuer: fetched when they are first needed, when they have become old, and when a token names one that
 * is not among them. Once known they go on working while the issuer cannot be reached. One fetch runs at a time, and an
 * issuer that is down is asked at most once a second, so that nobody waits for it in a crowd.
 */
final class IssuerKeys extends AbstractKeyLocationResolver implements VerificationKeyResolver {

    private static final Logger LOG = Logger.getLogger(IssuerKeys.class);

    private static final int CONNECT_MILLIS = 2_000;
    private static final int READ_MILLIS = 3_000;
    private static final long PAUSE_AFTER_FAILURE_NANOS = 1_000_000_000;
    private static final long NEVER = Long.MIN_VALUE;

    private final String location;
    private final String algorithm;
    private final long maxAgeNanos;
    private final long pauseNanos;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile Known known = new Known(List.of(), false, NEVER);

    IssuerKeys(JWTAuthContextInfo expectations, IdentityConfig config) throws UnresolvableKeyException {
        super(expectations);
        this.location = config.jwks();
        this.algorithm = config.algorithm();
        this.maxAgeNanos = config.keysRefreshedAfter().toNanos();
        this.pauseNanos = config.unknownKeysLookedUpAfter().toNanos();
    }

    /**
     * What is known.
     *
     * @param keys the keys that were last fetched
     * @param current whether the last attempt to fetch them succeeded
     * @param askedAt when that was, by {@link System#nanoTime}
     */
    private record Known(List<JsonWebKey> keys, boolean current, long askedAt) {

        boolean isOlderThan(long nanos) {
            return askedAt == NEVER || System.nanoTime() - askedAt > nanos;
        }
    }

    /** Whether the keys could be had when they were last asked for; true before the first time. */
    boolean areCurrent() {
        Known now = known;
        return now.current() || now.askedAt() == NEVER;
    }

    @Override
    public Key resolveKey(JsonWebSignature token, List<JsonWebStructure> nesting) throws UnresolvableKeyException {
        String keyId = token.getKeyIdHeaderValue();
        Known before = known;
        JsonWebKey key = getJsonWebKey(keyId, before.keys(), algorithm);
        if (key != null) {
            if (before.isOlderThan(before.current() ? maxAgeNanos : PAUSE_AFTER_FAILURE_NANOS) && fetching.tryLock()) {
                // Whoever finds them old fetches them; everybody else takes them as they are.
                key = getJsonWebKey(keyId, fetched(before).keys(), algorithm);
            }
        } else if (before.isOlderThan(before.current() ? pauseNanos : PAUSE_AFTER_FAILURE_NANOS)) {
            if (before.current() || before.askedAt() == NEVER) {
                fetching.lock();
            } else if (!fetching.tryLock()) {
                // Whoever waited for an issuer that does not answer would keep the checks of others waiting.
                throw new KeysUnavailable("The issuer's keys cannot be fetched");
            }
            key = getJsonWebKey(keyId, fetched(before).keys(), algorithm);
        }
        if (key == null) {
            throw known.current()
                    ? new UnresolvableKeyException("The issuer has no such key")
                    : new KeysUnavailable("The issuer's keys cannot be fetched");
        }
        return key.getKey();
    }

    /** What there is after a fetch, unless somebody else has made one since {@code before}. Gives the lock back. */
    private Known fetched(Known before) {
        try {
            if (known.askedAt() == before.askedAt()) {
                known = new Known(fetch(), true, System.nanoTime());
            }
        } catch (IOException | JoseException | RuntimeException failed) {
            if (before.current() || before.askedAt() == NEVER) {
                LOG.warnf(
                        "The issuer's keys cannot be fetched, and %d are known: %s",
                        before.keys().size(), failed);
            }
            known = new Known(before.keys(), false, System.nanoTime());
        } finally {
            fetching.unlock();
        }
        return known;
    }

    private List<JsonWebKey> fetch() throws IOException, JoseException {
        List<JsonWebKey> keys;
        if (location.startsWith("http:") || location.startsWith("https:")) {
            HttpsJwks remote = initializeHttpsJwks(location);
            remote.refresh();
            keys = remote.getJsonWebKeys();
        } else {
            keys = new JsonWebKeySet(readKeyContent(location)).getJsonWebKeys();
        }
        if (keys.isEmpty()) {
            throw new JoseException("There is no key in the set");
        }
        return List.copyOf(keys);
    }

    @Override
    protected Get getHttpGet() {
        Get get = new Get();
        get.setConnectTimeout(CONNECT_MILLIS);
        get.setReadTimeout(READ_MILLIS);
        // The next token is the next attempt.
        get.setRetries(0);
        return get;
    }
}

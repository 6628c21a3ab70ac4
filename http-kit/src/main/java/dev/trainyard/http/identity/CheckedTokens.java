package dev.trainyard.http.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.trainyard.http.problem.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * Checks bearer tokens, and remembers the good ones for a short while: a signature check costs as much as a whole
 * request otherwise does. What is remembered is bounded in number and time, and never outlives the token.
 */
@Alternative
@Priority(1)
@ApplicationScoped
// So that its metrics are there before the first token.
@Startup
// For native images: Caffeine looks its classes up by name.
@RegisterForReflection(
        classNames = {"com.github.benmanes.caffeine.cache.SSMSW", "com.github.benmanes.caffeine.cache.PSWMS"})
public class CheckedTokens extends DefaultJWTParser {

    private static final int MAX_TOKEN_LENGTH = 8 * 1024;
    private static final int MAX_SUBJECT_LENGTH = 255;

    private static final int RETRY_AFTER_SECONDS = 5;

    private final Cache<String, Good> good;
    private final JWTAuthContextInfo expectations;
    // Not given to the superclass, where injection would replace it with the library's own.
    private final IssuerTokens issuer;
    private final int leewaySeconds;
    private final TokenMeters meters;

    /** A token that was found good; {@code expiresAt} is in seconds since 1970, as in the token. */
    private record Good(JsonWebToken claims, long expiresAt) {}

    // No-args constructor for the client proxy.
    CheckedTokens() {
        this.good = null;
        this.expectations = null;
        this.issuer = null;
        this.leewaySeconds = 0;
        this.meters = null;
    }

    /** What checks by these expectations, and fetches keys and remembers as configured. */
    @jakarta.inject.Inject
    public CheckedTokens(JWTAuthContextInfo expectations, IdentityConfig config, MeterRegistry metrics)
            throws UnresolvableKeyException {
        super(expectations);
        this.expectations = expectations;
        IssuerKeys keys = new IssuerKeys(expectations, config);
        this.issuer = new IssuerTokens(keys);
        this.meters = new TokenMeters(keys, metrics);
        this.leewaySeconds = expectations.getClockSkew();
        this.good = Caffeine.newBuilder()
                .maximumSize(config.rememberedTokens())
                .expireAfterWrite(config.rememberedFor().toMillis(), TimeUnit.MILLISECONDS)
                .build();
    }

    /**
     * The claims of {@code token}.
     *
     * @throws ParseException when it is not a token of our issuer, for our audience, signed, in its time, with a subject
     * @throws Problem when that cannot be told now, since the issuer's keys cannot be fetched
     */
    @Override
    public JsonWebToken parse(String token) throws ParseException {
        Optional<JsonWebToken> remembered = remembered(token);
        if (remembered.isPresent()) {
            return remembered.get();
        }
        try {
            JsonWebToken checked = check(token);
            good.put(token, new Good(checked, checked.getExpirationTime()));
            meters.accepted();
            return checked;
        } catch (ParseException bad) {
            meters.refused();
            throw bad;
        }
    }

    private JsonWebToken check(String token) throws ParseException {
        if (token.length() > MAX_TOKEN_LENGTH) {
            throw new ParseException("The token is too long");
        }
        try {
            JsonWebToken checked = issuer.parse(token, expectations);
            requireIssued(checked);
            requireUsableSubject(checked.getSubject());
            return checked;
        } catch (ParseException bad) {
            if (KeysUnavailable.isBehind(bad)) {
                meters.uncheckable();
                throw Problem.unavailable(
                        "identity-unavailable", "Tokens cannot be checked at the moment.", RETRY_AFTER_SECONDS);
            }
            throw bad;
        }
    }

    /**
     * The claims of {@code token} if it was found good a short while ago. Never blocks, unlike {@link #parse}, which may
     * fetch keys: this is for an event loop.
     */
    public Optional<JsonWebToken> remembered(String token) {
        Good known = good.getIfPresent(token);
        if (known == null || Instant.now().getEpochSecond() >= known.expiresAt()) {
            return Optional.empty();
        }
        meters.accepted();
        return Optional.of(known.claims());
    }

    /** The library minds what is not valid yet, but not what was not issued yet. */
    private void requireIssued(JsonWebToken claims) throws ParseException {
        if (claims.getIssuedAtTime() > Instant.now().getEpochSecond() + leewaySeconds) {
            throw new ParseException("The token is of the future");
        }
    }

    private static void requireUsableSubject(String subject) throws ParseException {
        if (subject == null
                || subject.isBlank()
                || subject.length() > MAX_SUBJECT_LENGTH
                || subject.chars().anyMatch(Character::isISOControl)) {
            throw new ParseException("The token has no usable subject");
        }
    }
}

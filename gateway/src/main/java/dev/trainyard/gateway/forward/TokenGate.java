package dev.trainyard.gateway.forward;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.trainyard.http.digest.Sha256;
import dev.trainyard.http.identity.CheckedTokens;
import dev.trainyard.http.identity.IdentityConfig;
import dev.trainyard.http.problem.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.jwt.auth.principal.ParseException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Lets a request pass only with a good token; a service checks it again, since it trusts no one in front of it. What is
 * remembered, and what is obviously none, is told on the event loop; the rest has threads of its own, so that bad tokens
 * keep none but other unknown tokens waiting.
 */
@Singleton
// For native images: Caffeine looks its classes up by name.
@RegisterForReflection(
        classNames = {"com.github.benmanes.caffeine.cache.SSMSW", "com.github.benmanes.caffeine.cache.PSWMS"})
class TokenGate {

    private static final String SCHEME = "Bearer ";
    private static final Pattern SIGNED_TOKEN = Pattern.compile("[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]++");
    private static final int MAX_LENGTH = 8 * 1024;
    /** A check takes some fifty microseconds, so these are waited for no longer than for a slow request. */
    private static final int MAX_WAITING = 1_000;

    private final CheckedTokens tokens;
    private final String algorithm;
    private final WorkerExecutor checkers;
    private final AtomicInteger waiting = new AtomicInteger();

    /** Hashes of tokens that were good when they were last checked; some 10 MB when it is full. */
    private final Cache<String, Boolean> acquainted = Caffeine.newBuilder()
            .maximumSize(50_000)
            .expireAfterWrite(10, TimeUnit.MINUTES)
            .build();

    TokenGate(CheckedTokens tokens, IdentityConfig identity, Vertx vertx) {
        this.tokens = tokens;
        this.algorithm = identity.algorithm();
        int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
        this.checkers = vertx.createSharedWorkerExecutor("token-check", threads);
    }

    /** The claims of a token that was found good a short while ago: knowing that costs nothing. */
    Optional<JsonWebToken> remembered(HttpServerRequest request) {
        List<String> credentials = request.headers().getAll(HttpHeaders.AUTHORIZATION);
        return credentials.size() == 1 && credentials.getFirst().startsWith(SCHEME)
                ? tokens.remembered(credentials.getFirst().substring(SCHEME.length()))
                : Optional.empty();
    }

    /**
     * Whether the request's token was found good some minutes ago. It has to be checked anew, but is no stranger's: nobody
     * can make up one of these.
     */
    boolean isAcquainted(HttpServerRequest request) {
        List<String> credentials = request.headers().getAll(HttpHeaders.AUTHORIZATION);
        return credentials.size() == 1
                && credentials.getFirst().length() <= MAX_LENGTH
                && acquainted.getIfPresent(Sha256.hex(credentials.getFirst())) != null;
    }

    /** Succeeds with the claims of a good token; fails with the {@link Problem} to answer otherwise. */
    Future<JsonWebToken> check(HttpServerRequest request) {
        List<String> credentials = request.headers().getAll(HttpHeaders.AUTHORIZATION);
        if (credentials.isEmpty()) {
            return Future.failedFuture(Problem.unauthenticated("This needs a token: Authorization: Bearer <token>."));
        }
        if (credentials.size() > 1 || !credentials.getFirst().startsWith(SCHEME)) {
            return Future.failedFuture(refused("The Authorization header must be: Bearer <token>."));
        }
        return check(credentials.getFirst().substring(SCHEME.length()))
                .onSuccess(claims -> acquainted.put(Sha256.hex(credentials.getFirst()), true))
                .onFailure(refusal -> forget(credentials.getFirst(), refusal));
    }

    private void forget(String credentials, Throwable refusal) {
        // One that could not be checked may be as good as before.
        if (refusal instanceof Problem problem && problem.status() == 401) {
            acquainted.invalidate(Sha256.hex(credentials));
        }
    }

    private Future<JsonWebToken> check(String token) {
        Optional<JsonWebToken> remembered = tokens.remembered(token);
        if (remembered.isPresent()) {
            return Future.succeededFuture(remembered.get());
        }
        if (!couldBeGood(token)) {
            return Future.failedFuture(refused("The token is not a signed JSON Web Token."));
        }
        if (waiting.incrementAndGet() > MAX_WAITING) {
            waiting.decrementAndGet();
            return Future.failedFuture(Problem.unavailable("overloaded", "Too many tokens are being checked.", 1));
        }
        // Not here, since an unknown key id may ask the issuer for its new keys.
        return checkers.executeBlocking(() -> parse(token), false).onComplete(done -> waiting.decrementAndGet());
    }

    /** Spares a thread the obvious rubbish. */
    private boolean couldBeGood(String token) {
        return token.length() <= MAX_LENGTH
                && SIGNED_TOKEN.matcher(token).matches()
                && namesOurAlgorithm(token.substring(0, token.indexOf('.')));
    }

    private boolean namesOurAlgorithm(String header) {
        try {
            byte[] json = Base64.getUrlDecoder().decode(header);
            return algorithm.equals(new JsonObject(new String(json, StandardCharsets.UTF_8)).getValue("alg"));
        } catch (IllegalArgumentException | DecodeException malformed) {
            return false;
        }
    }

    private JsonWebToken parse(String token) {
        try {
            return tokens.parse(token);
        } catch (ParseException bad) {
            // Not why: whoever holds a bad token learns nothing from us on how to make a better one.
            throw refused("The token is not valid.");
        }
    }

    private static Problem refused(String detail) {
        return Problem.unauthenticated(detail).header("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    }
}

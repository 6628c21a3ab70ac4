package dev.trainyard.gateway.forward;

import dev.trainyard.http.identity.CheckedTokens;
import dev.trainyard.http.problem.Problem;
import io.smallrye.jwt.auth.principal.ParseException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Lets a request pass only with a good token; a service checks it again, since it trusts no one in front of it. */
@Singleton
class TokenGate {

    private static final String SCHEME = "Bearer ";
    // Spares a worker thread the obvious rubbish.
    private static final Pattern SIGNED_TOKEN = Pattern.compile("[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]++");

    private final CheckedTokens tokens;
    private final Vertx vertx;

    TokenGate(CheckedTokens tokens, Vertx vertx) {
        this.tokens = tokens;
        this.vertx = vertx;
    }

    /** The claims of a token that was found good a short while ago: knowing that costs nothing. */
    Optional<JsonWebToken> remembered(HttpServerRequest request) {
        List<String> credentials = request.headers().getAll(HttpHeaders.AUTHORIZATION);
        return credentials.size() == 1 && credentials.getFirst().startsWith(SCHEME)
                ? tokens.remembered(credentials.getFirst().substring(SCHEME.length()))
                : Optional.empty();
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
        String token = credentials.getFirst().substring(SCHEME.length());
        Optional<JsonWebToken> remembered = tokens.remembered(token);
        if (remembered.isPresent()) {
            return Future.succeededFuture(remembered.get());
        }
        if (!SIGNED_TOKEN.matcher(token).matches()) {
            return Future.failedFuture(refused("The token is not a signed JSON Web Token."));
        }
        // On a worker, since an unknown key id may ask the issuer for its new keys.
        return vertx.executeBlocking(() -> parse(token), false);
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

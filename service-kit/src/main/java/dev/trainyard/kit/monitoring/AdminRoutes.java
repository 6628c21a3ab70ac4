package dev.trainyard.kit.monitoring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trainyard.http.identity.CheckedTokens;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.request.ProblemWriter;
import dev.trainyard.kit.database.DatabaseProblems;
import io.smallrye.jwt.auth.principal.ParseException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Validator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;

/**
 * Routes of the management port that only an admin may use, with the same tokens as the public port: being able to reach
 * a port is no authorization. Handlers may block; what they throw becomes problem details.
 */
@ApplicationScoped
public class AdminRoutes {

    private static final Logger LOG = Logger.getLogger(AdminRoutes.class);

    private static final String ROLE = "admin";
    private static final String SCHEME = "Bearer ";

    private final CheckedTokens tokens;
    private final ObjectMapper json;
    private final Validator validator;
    private final Vertx vertx;

    AdminRoutes(CheckedTokens tokens, ObjectMapper json, Validator validator, Vertx vertx) {
        this.tokens = tokens;
        this.json = json;
        this.validator = validator;
        this.vertx = vertx;
    }

    /**
     * Serves {@code path}, which may have {@code :parameters}.
     *
     * @param answer what is sent as JSON, with 200
     */
    public void serve(Router router, HttpMethod method, String path, Function<AdminRequest, Object> answer) {
        router.route(method, path).handler(exchange -> handle(exchange, answer));
    }

    private void handle(RoutingContext exchange, Function<AdminRequest, Object> answer) {
        List<String> credentials = exchange.request().headers().getAll(HttpHeaders.AUTHORIZATION);
        Map<String, String> path = exchange.pathParams();
        Map<String, String> query = new HashMap<>();
        exchange.queryParams().forEach(parameter -> query.putIfAbsent(parameter.getKey(), parameter.getValue()));
        Buffer sent = exchange.body().buffer();
        Buffer body = sent == null ? Buffer.buffer() : sent;
        // On a worker: a token with an unknown key asks the issuer for its keys, and an answer may take a query.
        vertx.executeBlocking(
                        () -> {
                            String admin = admin(credentials);
                            return write(answer.apply(new AdminRequest(admin, path, query, body, json, validator)));
                        },
                        false)
                .onSuccess(written -> exchange.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                        .end(written))
                .onFailure(failure -> ProblemWriter.answer(exchange, problem(failure)));
    }

    private Buffer write(Object answer) {
        try {
            return Buffer.buffer(json.writeValueAsBytes(answer));
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }

    private String admin(List<String> credentials) {
        if (credentials.size() != 1 || !credentials.getFirst().startsWith(SCHEME)) {
            throw unauthenticated();
        }
        JsonWebToken token = parse(credentials.getFirst().substring(SCHEME.length()));
        if (token.getGroups() == null || !token.getGroups().contains(ROLE)) {
            throw Problem.forbidden("Your roles do not allow this.");
        }
        return token.getSubject();
    }

    private JsonWebToken parse(String token) {
        try {
            return tokens.parse(token);
        } catch (ParseException bad) {
            throw unauthenticated();
        }
    }

    private static Problem unauthenticated() {
        return Problem.unauthenticated("Send a bearer token that is signed, in its time, and meant for us.");
    }

    private static Problem problem(Throwable failure) {
        if (failure instanceof Problem problem) {
            return problem;
        }
        return DatabaseProblems.of(failure).orElseGet(() -> {
            LOG.error("Unexpected failure", failure);
            return Problem.internal();
        });
    }
}

package dev.trainyard.http.request;

import dev.trainyard.http.problem.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Writes a problem as the answer of a request that no JAX-RS resource handles. */
public final class ProblemWriter {

    private static final String KEY = "trainyard.problem";

    private ProblemWriter() {}

    /** The problem that this request was answered with; empty when it was answered otherwise, or not yet. */
    public static Optional<Problem> problemOf(RoutingContext exchange) {
        return Optional.ofNullable(exchange.get(KEY));
    }

    /** Answers with {@code problem}; does nothing when an answer is already on its way. */
    public static void answer(RoutingContext exchange, Problem problem) {
        HttpServerResponse response = exchange.response();
        if (response.ended() || response.headWritten()) {
            return;
        }
        exchange.put(KEY, problem);
        response.setStatusCode(problem.status());
        response.putHeader("Content-Type", Problem.MEDIA_TYPE);
        problem.headers().forEach(response::putHeader);
        if (exchange.request().version() == HttpVersion.HTTP_2) {
            // There it is a stream that ends, and the header an error.
            response.headers().remove(HttpHeaders.CONNECTION);
        }
        Buffer body = problem.toJson(RequestId.of(exchange)).toBuffer();
        response.end(body);
    }
}

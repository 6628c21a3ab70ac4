package dev.trainyard.http.request;

import dev.trainyard.http.problem.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/** Writes a problem as the answer of a request that no JAX-RS resource handles. */
public final class ProblemWriter {

    private ProblemWriter() {}

    /** Answers with {@code problem}; does nothing when an answer is already on its way. */
    public static void answer(RoutingContext exchange, Problem problem) {
        HttpServerResponse response = exchange.response();
        if (response.ended() || response.headWritten()) {
            return;
        }
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

package dev.trainyard.gateway.forward;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.request.ProblemWriter;
import dev.trainyard.http.request.RequestGuard;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/** Answers a request with a problem, and rids its connection of the body that nobody will read. */
final class Refusal {

    private Refusal() {}

    /** Answers with {@code problem}; if that closes the connection, it really is closed, whatever the client does. */
    static void answer(RoutingContext exchange, Problem problem) {
        if (exchange.request().version() == null) {
            // Not HTTP/1.x: an answer would be one in a protocol that nobody here speaks.
            Hangup.after(exchange.request());
            return;
        }
        boolean closes = "close".equals(problem.headers().get("Connection"));
        if (closes) {
            exchange.addEndHandler(ended -> Hangup.after(exchange.request()));
        }
        if (!exchange.response().headWritten()) {
            exchange.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        ProblemWriter.answer(exchange, problem);
        if (!closes) {
            discardBody(exchange);
        }
    }

    /** Reads what is left of the body and forgets it, so that the connection can be used again; but not without end. */
    static void discardBody(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        if (!request.isEnded()) {
            request.handler(new Discard(request, RequestGuard.bodyLimit(exchange))::chunk);
            request.resume();
        }
    }

    /** Counts what is thrown away. */
    private static final class Discard {
        private final HttpServerRequest request;
        private long left;

        Discard(HttpServerRequest request, long limit) {
            this.request = request;
            this.left = limit;
        }

        void chunk(Buffer chunk) {
            left -= chunk.length();
            if (left < 0) {
                Hangup.after(request);
            }
        }
    }
}

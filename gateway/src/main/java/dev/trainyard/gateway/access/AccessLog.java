package dev.trainyard.gateway.access;

import dev.trainyard.gateway.route.Route;
import dev.trainyard.gateway.service.ServiceAddress;
import dev.trainyard.gateway.visit.Visit;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.request.ProblemWriter;
import dev.trainyard.http.request.RequestId;
import dev.trainyard.http.request.TraceParent;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Writes one line of JSON for each request, when it is over. The line goes to the log category {@code access}, whose
 * handler writes on a thread of its own.
 */
@Singleton
class AccessLog {

    private static final int MAX_USER_AGENT = 120;
    private static final int MAX_METHOD = 16;

    private final boolean enabled;
    private final ClientAddress address;
    private final UserHash users;
    private final PathShape shapes;
    private final LineBatches lines;

    AccessLog(AccessLogConfig config, UserHash users, PathShape shapes, LineBatches lines) {
        this.enabled = config.enabled();
        this.address = config.address();
        this.users = users;
        this.shapes = shapes;
        this.lines = lines;
    }

    /** Writes the line of a request that is over; {@code whole} says whether all of its answer got out. */
    void write(RoutingContext exchange, boolean whole) {
        if (enabled) {
            lines.write(line(exchange, whole));
        }
    }

    private String line(RoutingContext exchange, boolean whole) {
        Visit visit = Visit.of(exchange);
        HttpServerRequest request = exchange.request();
        HttpServerResponse response = exchange.response();
        Optional<Problem> problem = ProblemWriter.problemOf(exchange);
        String route = visit.route().map(Route::prefix).orElse("");
        JsonLine line = new JsonLine()
                .text("time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString())
                .text("requestId", RequestId.of(exchange))
                .text("traceId", TraceParent.traceIdOf(exchange))
                .text("method", cut(request.method().name(), MAX_METHOD))
                .text("route", route.isEmpty() ? null : route)
                .text("service", visit.route().map(of -> of.service().name()).orElse(null))
                .text("path", shapes.of(request.path(), route));
        visit.status(exchange).ifPresent(status -> line.number("status", status));
        line.text("outcome", Outcome.of(visit, problem, whole).word())
                .text("problem", problem.map(Problem::code).orElse(null))
                .number("bytesIn", request.bytesRead())
                .number("bytesOut", response.bytesWritten())
                .millis("ms", System.nanoTime() - visit.begunAt());
        line.text(
                "upstream", visit.serviceAddress().map(ServiceAddress::toString).orElse(null));
        visit.serviceNanos().ifPresent(nanos -> line.millis("serviceMs", nanos));
        return line.number("retries", visit.isRepeated() ? 1 : 0)
                .text("user", visit.user().map(users::of).orElse(null))
                .text("address", address.of(visit.address()))
                .text("userAgent", cut(request.getHeader(HttpHeaders.USER_AGENT), MAX_USER_AGENT))
                .toString();
    }

    private static String cut(String text, int max) {
        return text == null || text.length() <= max ? text : text.substring(0, max);
    }
}

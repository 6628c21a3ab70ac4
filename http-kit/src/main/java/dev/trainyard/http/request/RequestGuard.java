package dev.trainyard.http.request;

import dev.trainyard.http.problem.Problem;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before every route: names the request, sheds load, and refuses bodies that are too large. */
@ApplicationScoped
public class RequestGuard {

    private static final String BODY_LIMIT = "trainyard.body-limit";
    private static final int BEFORE_AUTHENTICATION = 1_000;

    private final AtomicInteger inFlight = new AtomicInteger();
    private final int maxInFlight;
    private final MemorySize maxBody;
    private final PathPrefixes<MemorySize> largeBodies;

    RequestGuard(RequestConfig config, MeterRegistry metrics) {
        this.maxInFlight = config.maxInFlight();
        this.maxBody = config.maxBody();
        this.largeBodies = new PathPrefixes<>(config.largeBodies());
        Gauge.builder("trainyard.requests.in.flight", inFlight, AtomicInteger::get)
                .description("Requests in work now")
                .register(metrics);
    }

    /** How many requests are in work now. */
    public int inFlight() {
        return inFlight.get();
    }

    void guard(@Observes Filters filters) {
        filters.register(this::admit, BEFORE_AUTHENTICATION);
    }

    /** How many bytes the body of this request may have: for whoever reads one that came without a length. */
    public static long bodyLimit(RoutingContext exchange) {
        return exchange.get(BODY_LIMIT);
    }

    /** The backstop for readers that do not count; Quarkus, which would answer without a body, has set its own before. */
    void limitUnmeasuredBodies(@Observes Router router) {
        router.route().order(RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT + 1).handler(exchange -> {
            exchange.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, 2 * bodyLimit(exchange));
            exchange.next();
        });
    }

    private void admit(RoutingContext exchange) {
        RequestId.give(exchange);
        if (inFlight.incrementAndGet() > maxInFlight) {
            inFlight.decrementAndGet();
            ProblemWriter.answer(exchange, Problem.unavailable("overloaded", "Too many requests are in work.", 1));
            return;
        }
        exchange.addEndHandler(ended -> inFlight.decrementAndGet());
        String length = exchange.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        long limit = limitOf(exchange);
        exchange.put(BODY_LIMIT, limit);
        if (length != null && isMoreThan(limit, length)) {
            // The rest of the body is not worth reading, so the connection cannot be used again.
            ProblemWriter.answer(exchange, Problem.tooLarge(limit).header("Connection", "close"));
            return;
        }
        exchange.next();
    }

    private long limitOf(RoutingContext exchange) {
        String path = exchange.request().path();
        return (path == null ? maxBody : largeBodies.find(path, maxBody)).asLongValue();
    }

    private static boolean isMoreThan(long limit, String length) {
        // A length that is no number never gets here: the HTTP codec refuses it. One of 19 digits or more might not
        // fit.
        return length.length() > 18 || Long.parseLong(length) > limit;
    }
}

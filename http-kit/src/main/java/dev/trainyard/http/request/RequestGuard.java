package dev.trainyard.http.request;

import dev.trainyard.http.problem.Problem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Stands before every route: names the request, sheds load, and refuses bodies that are too large. */
@ApplicationScoped
public class RequestGuard {

    private static final String BODY_LIMIT = "trainyard.body-limit";
    private static final String PLACE = "trainyard.place";
    private static final int BEFORE_AUTHENTICATION = 1_000;

    private final AtomicInteger inFlight = new AtomicInteger();
    private final Counter shed;
    private final int maxInFlight;
    private final Set<String> neverShed;
    private final MemorySize maxBody;
    private final PathPrefixes<MemorySize> largeBodies;
    private final long room;
    private final AtomicLong taken = new AtomicLong();

    RequestGuard(RequestConfig config, MeterRegistry metrics) {
        this.maxInFlight = config.maxInFlight();
        this.neverShed = config.neverShed().orElse(Set.of());
        this.maxBody = config.maxBody();
        this.largeBodies = new PathPrefixes<>(config.largeBodies());
        this.room = config.largeBodiesAtOnce().map(MemorySize::asLongValue).orElse(Long.MAX_VALUE);
        Gauge.builder("trainyard.requests.in.flight", inFlight, AtomicInteger::get)
                .description("Requests in work now")
                .register(metrics);
        this.shed = Counter.builder("trainyard.requests.shed")
                .description("Requests refused at once because too many were in work")
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

    /** The request lasts, but costs next to nothing from now on: another one may come in its place. */
    public static void leave(RoutingContext exchange) {
        Place place = exchange.get(PLACE);
        if (place != null) {
            place.leave();
        }
    }

    private void admit(RoutingContext exchange) {
        RequestId.give(exchange);
        String path = exchange.request().path();
        if (path != null && neverShed.contains(path)) {
            // Not counted either, so that these cannot take the others' places.
            checkLength(exchange);
            return;
        }
        if (inFlight.incrementAndGet() > maxInFlight) {
            inFlight.decrementAndGet();
            shed.increment();
            refuse(exchange, Problem.unavailable("overloaded", "Too many requests are in work.", 1));
            return;
        }
        Place place = new Place();
        exchange.put(PLACE, place);
        exchange.addEndHandler(ended -> place.leave());
        checkLength(exchange);
    }

    private void checkLength(RoutingContext exchange) {
        String length = exchange.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        long limit = limitOf(exchange);
        exchange.put(BODY_LIMIT, limit);
        if (length != null && isMoreThan(limit, length)) {
            refuse(exchange, Problem.tooLarge(limit));
            return;
        }
        if (!findRoom(exchange, length == null ? limit : Long.parseLong(length))) {
            shed.increment();
            refuse(exchange, Problem.unavailable("overloaded", "Too many large bodies are on their way.", 5));
            return;
        }
        exchange.next();
    }

    /** Until the request has ended: what was put on the disk is worked off by then, or counted by whoever goes on with it. */
    private boolean findRoom(RoutingContext exchange, long length) {
        if (length <= maxBody.asLongValue() || !hasBody(exchange.request())) {
            return true;
        }
        if (taken.addAndGet(length) > room) {
            taken.addAndGet(-length);
            return false;
        }
        exchange.addEndHandler(ended -> taken.addAndGet(-length));
        return true;
    }

    private static void refuse(RoutingContext exchange, Problem problem) {
        HttpServerRequest request = exchange.request();
        if (hasBody(request) && request.version() != HttpVersion.HTTP_2) {
            // Nobody reads what is left of it. The client is asked to close: one that is cut off while it sends does
            // not
            // get to see the answer.
            problem.header("Connection", "close");
        }
        ProblemWriter.answer(exchange, problem);
    }

    private static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? request.headers().contains(HttpHeaders.TRANSFER_ENCODING) : !"0".equals(length);
    }

    /** The place of one request among those in work, until it leaves. Used by one event loop. */
    private final class Place {

        private boolean left;

        void leave() {
            if (!left) {
                left = true;
                inFlight.decrementAndGet();
            }
        }
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

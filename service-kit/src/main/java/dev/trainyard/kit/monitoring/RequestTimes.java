package dev.trainyard.kit.monitoring;

import dev.trainyard.http.request.LatencyBounds;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Times every request but streams, as a histogram: quantiles of several replicas can only be had from that. By outcome
 * and nothing else; the gateway has the routes.
 */
@ApplicationScoped
class RequestTimes {

    /** Before the request guard, which sheds load: what is shed is seen, too. */
    private static final int FIRST = 1_100;

    private static final String CUT = "cut";
    private static final List<String> CLASSES = List.of("1xx", "2xx", "3xx", "4xx", "5xx");

    private final Map<String, Timer> times;

    RequestTimes(MeterRegistry metrics) {
        times = Stream.concat(CLASSES.stream(), Stream.of(CUT))
                .collect(Collectors.toUnmodifiableMap(Function.identity(), outcome -> timer(outcome, metrics)));
    }

    private static Timer timer(String outcome, MeterRegistry metrics) {
        return Timer.builder("trainyard.request")
                .description("Requests, from their head to the last byte of the answer, without streams")
                .tag("outcome", outcome)
                .serviceLevelObjectives(LatencyBounds.all())
                .register(metrics);
    }

    void time(@Observes Filters filters) {
        filters.register(this::admit, FIRST);
    }

    private void admit(RoutingContext exchange) {
        long startedAt = System.nanoTime();
        exchange.addEndHandler(end -> {
            if (!isStream(exchange)) {
                String outcome =
                        end.failed() ? CUT : CLASSES.get(exchange.response().getStatusCode() / 100 - 1);
                times.get(outcome).record(System.nanoTime() - startedAt, TimeUnit.NANOSECONDS);
            }
        });
        exchange.next();
    }

    private static boolean isStream(RoutingContext exchange) {
        String type = exchange.response().headers().get(HttpHeaders.CONTENT_TYPE);
        return type != null && type.startsWith("text/event-stream");
    }
}

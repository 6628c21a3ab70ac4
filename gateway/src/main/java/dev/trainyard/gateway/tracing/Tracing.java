package dev.trainyard.gateway.tracing;

import dev.trainyard.gateway.route.Route;
import dev.trainyard.gateway.visit.Visit;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.request.ProblemWriter;
import dev.trainyard.http.request.RequestId;
import dev.trainyard.http.request.TraceParent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Records a span of each request for a service, where spans go somewhere. The span stands between the client's and the
 * service's: it has the client's as parent, and the {@code traceparent} that goes on names it.
 */
@Singleton
class Tracing {

    /** After the form is checked, and before the door. */
    private static final int BEFORE_DOOR = 890;

    private static final int SHUTDOWN_SECONDS = 3;

    private final Optional<SdkTracerProvider> provider;

    Tracing(TracingConfig config) {
        this.provider = config.endpoint().map(endpoint -> Exporting.to(endpoint, config));
    }

    void filter(@Observes Filters filters) {
        if (provider.isPresent()) {
            filters.register(this::begin, BEFORE_DOOR);
        }
    }

    void stop(@Observes ShutdownEvent stopping) {
        provider.ifPresent(it -> it.shutdown().join(SHUTDOWN_SECONDS, TimeUnit.SECONDS));
    }

    private void begin(RoutingContext exchange) {
        if (Visit.of(exchange).route().isPresent()) {
            Span span = started(exchange);
            SpanContext context = span.getSpanContext();
            TraceParent.continueWith(
                    exchange,
                    "00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                            + context.getTraceFlags().asHex());
            exchange.addEndHandler(end -> end(span, exchange, end.succeeded()));
        }
        exchange.next();
    }

    private Span started(RoutingContext exchange) {
        String traceparent = TraceParent.of(exchange);
        SpanBuilder span = provider.orElseThrow()
                .get("dev.trainyard.gateway")
                .spanBuilder(exchange.request().method().name())
                .setSpanKind(SpanKind.SERVER);
        boolean ofClient = traceparent.equals(exchange.request().getHeader(TraceParent.HEADER));
        return ofClient
                ? span.setParent(Context.root().with(Span.wrap(contextOf(traceparent))))
                        .startSpan()
                : span.setNoParent().startSpan();
    }

    private static SpanContext contextOf(String traceparent) {
        return SpanContext.createFromRemoteParent(
                traceparent.substring(3, 35),
                traceparent.substring(36, 52),
                TraceFlags.fromHex(traceparent, 53),
                TraceState.getDefault());
    }

    private static void end(Span span, RoutingContext exchange, boolean whole) {
        Visit visit = Visit.of(exchange);
        HttpServerResponse response = exchange.response();
        String method = exchange.request().method().name();
        span.setAttribute("http.request.method", method).setAttribute("trainyard.request.id", RequestId.of(exchange));
        visit.route().ifPresent(route -> describe(span, method, route));
        visit.serviceNanos().ifPresent(nanos -> span.setAttribute("trainyard.service.ms", nanos / 1_000_000.0));
        visit.status(exchange).ifPresent(status -> span.setAttribute("http.response.status_code", status));
        Optional<Problem> problem = ProblemWriter.problemOf(exchange);
        if (!whole && !visit.isSwitched()) {
            span.setStatus(StatusCode.ERROR)
                    .setAttribute("error.type", visit.outcome().orElse("abandoned"));
        } else if (response.getStatusCode() >= 500) {
            span.setStatus(StatusCode.ERROR)
                    .setAttribute("error.type", problem.map(Problem::code).orElse(response.getStatusCode() + ""));
        }
        span.end();
    }

    private static void describe(Span span, String method, Route route) {
        span.updateName(method + " " + route.prefix())
                .setAttribute("http.route", route.prefix())
                .setAttribute("trainyard.service", route.service().name());
    }
}

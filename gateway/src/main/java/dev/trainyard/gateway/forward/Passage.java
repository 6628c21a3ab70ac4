package dev.trainyard.gateway.forward;

import dev.trainyard.gateway.forward.HeaderRules.Origin;
import dev.trainyard.gateway.forward.Upstream.Outgoing;
import dev.trainyard.gateway.service.Service;
import dev.trainyard.gateway.visit.Visit;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.request.RequestGuard;
import io.netty.channel.Channel;
import io.vertx.core.AsyncResult;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * One request on its way to a service, and its answer on the way back. All of it happens on the event loop of the
 * client's connection, so nothing here is shared. It ends once: with the answer, with a problem in its place, or, when
 * part of an answer is already out, by hanging up, so that half an answer never looks whole.
 */
final class Passage {

    private static final Logger LOG = Logger.getLogger(Passage.class);

    // A used connection that closes before an answer was most likely closing already, but the service may have acted.
    // What only reads may be sent again; a second DELETE would report 404, a second POST would do it twice.
    private static final Set<HttpMethod> REPEATABLE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private static final String EVENT_STREAM = "text/event-stream";

    private final RoutingContext exchange;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Service service;
    private final Bulkhead.Place place;
    private final Forwarder forwarder;
    private final Watchdog watchdog;
    private final BodyLength requestBody;
    private final Visit visit;
    private final Optional<WebSocketHandshake> handshake;
    private final long startedAt = System.nanoTime();

    private HttpClientRequest toService;
    private BodyPump upload;
    private BodyPump download;
    private boolean triedAgain;
    private boolean sent;
    private boolean answered;
    private boolean switched;
    private boolean over;
    private String outcome = "abandoned";

    Passage(RoutingContext exchange, Service service, Bulkhead.Place place, Forwarder forwarder) {
        this.exchange = exchange;
        this.request = exchange.request();
        this.response = exchange.response();
        this.service = service;
        this.place = place;
        this.forwarder = forwarder;
        this.watchdog = new Watchdog(exchange.vertx());
        this.requestBody = BodyLength.ofRequest(request);
        this.visit = Visit.of(exchange);
        this.handshake = WebSocketHandshake.of(exchange);
    }

    void start() {
        exchange.addEndHandler(this::end);
        watchAnswer();
        open();
    }

    private void open() {
        forwarder
                .upstream()
                .open(service, request.method(), request.uri())
                .onSuccess(this::send)
                .onFailure(this::unreachable);
    }

    private void unreachable(Throwable cause) {
        if (cause instanceof HttpClosedException && !triedAgain && !over) {
            // The pool handed out a connection that was just closing. Nothing was sent on it, so any request may go.
            triedAgain = true;
            open();
        } else {
            LOG.debugf(cause, "No connection to %s", service.name());
            refuse(Failure.unreachable(cause, service));
        }
    }

    private void send(Outgoing outgoing) {
        toService = outgoing.request();
        if (over) {
            toService.reset();
            return;
        }
        HeaderRules.request(request.headers(), Origin.of(exchange), toService.headers());
        if (outgoing.last()) {
            toService.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        visit.forwarded();
        toService.response().onSuccess(this::receive).onFailure(cause -> unanswered(cause, outgoing.reused()));
        // What goes wrong while sending fails the answer as well, and is dealt with there.
        toService.exceptionHandler(failure -> {});
        if (handshake.isPresent()) {
            sendHandshake();
        } else if (requestBody.isNone()) {
            sent();
            toService.end();
        } else {
            sendBody();
        }
    }

    private void sendHandshake() {
        handshake.get().ask(toService.headers());
        watchAnswer();
        toService.connect();
    }

    private void sendBody() {
        toService.setChunked(!requestBody.isKnown());
        if (request.headers().contains(HttpHeaders.EXPECT)) {
            // Only now: a client that asks first is spared the upload when the token is bad or the service is down.
            response.writeContinue();
        }
        watchdog.watch(forwarder.bodyIdleTimeout(), this::uploadStalled);
        long limit = RequestGuard.bodyLimit(exchange);
        upload = new BodyPump(request, toService, requestBody, carried -> isWanted(carried, limit), this::sent);
        upload.start();
    }

    private boolean isWanted(long carried, long limit) {
        watchdog.moved();
        if (carried > limit) {
            refuse(Problem.tooLarge(limit));
            return false;
        }
        return true;
    }

    private void uploadStalled() {
        refuse(upload.isBlocked() ? Failure.tooSlow(service) : Failure.slowClient());
    }

    private void sent() {
        sent = true;
        if (download == null) {
            watchAnswer();
        }
    }

    private void watchAnswer() {
        watchdog.watch(forwarder.responseTimeout(request.path()), () -> refuse(Failure.tooSlow(service)));
    }

    private void unanswered(Throwable cause, boolean reused) {
        boolean repeatable = reused && requestBody.isNone() && REPEATABLE.contains(request.method());
        if (cause instanceof HttpClosedException && repeatable && !triedAgain && !over) {
            triedAgain = true;
            open();
        } else {
            LOG.debugf(cause, "No answer from %s", service.name());
            refuse(Failure.unanswered(service));
        }
    }

    private void receive(HttpClientResponse answer) {
        answer.exceptionHandler(failure -> cut("broke off its answer"));
        if (over) {
            return;
        }
        if (answer.statusCode() == 101 && handshake.isPresent()) {
            openTunnel(answer, handshake.get());
            return;
        }
        if (answer.statusCode() < 200) {
            // Nobody asked to switch protocols: the Upgrade header does not pass.
            refuse(Failure.unanswered(service));
            return;
        }
        if (isEventStream(answer) && !place.becomeStream()) {
            refuse(Failure.busy(service));
            return;
        }
        visit.answered();
        outcome = answer.statusCode() / 100 + "xx";
        watchdog.watch(forwarder.bodyIdleTimeout(), this::downloadStalled);
        response.setStatusCode(answer.statusCode());
        HeaderRules.answer(answer.headers(), response.headers());
        BodyLength length = BodyLength.ofAnswer(request.method(), answer.statusCode(), answer.headers());
        if (length.isNone()) {
            answered = true;
            response.end();
        } else {
            receiveBody(answer, length);
        }
    }

    private void openTunnel(HttpClientResponse answer, WebSocketHandshake granted) {
        if (!WebSocketHandshake.WEBSOCKET.equalsIgnoreCase(answer.getHeader(HttpHeaders.UPGRADE))) {
            refuse(Failure.unanswered(service));
            return;
        }
        if (!place.becomeStream()) {
            refuse(Failure.busy(service));
            return;
        }
        visit.answered();
        outcome = "1xx";
        switched = true;
        watchdog.watch(forwarder.bodyIdleTimeout(), () -> cut("and its client had nothing to say"));
        HeaderRules.answer(answer.headers(), response.headers());
        granted.grant(response.headers());
        Channel client = ((ConnectionBase) request.connection()).channel();
        Tunnel.open(client, response.headers(), answer.netSocket(), watchdog::moved);
    }

    private static boolean isEventStream(HttpClientResponse answer) {
        String type = answer.getHeader(HttpHeaders.CONTENT_TYPE);
        return type != null && type.regionMatches(true, 0, EVENT_STREAM, 0, EVENT_STREAM.length());
    }

    private void receiveBody(HttpClientResponse answer, BodyLength length) {
        if (!length.isKnown()) {
            beginBodyOfUnknownLength();
        }
        download = new BodyPump(
                answer,
                response,
                length,
                carried -> {
                    watchdog.moved();
                    return true;
                },
                () -> answered = true);
        download.start();
    }

    private void beginBodyOfUnknownLength() {
        if (request.version() == HttpVersion.HTTP_1_0) {
            // There the end of the connection is the only end that such a body has.
            exchange.addEndHandler(ended -> request.connection().close());
        }
        response.setChunked(true);
        // Sends the head at once: an event stream begins long before its first event.
        response.write(Buffer.buffer());
    }

    private void downloadStalled() {
        cut(download != null && download.isBlocked() ? "waited for a client that stopped reading" : "stopped sending");
    }

    /** Answers with {@code problem}, or cuts the connection when the head of another answer is already out. */
    private void refuse(Problem problem) {
        if (over) {
            return;
        }
        if (response.headWritten()) {
            cut("failed: " + problem.code());
            return;
        }
        outcome = problem.status() / 100 + "xx";
        if (problem.status() == 504) {
            LOG.warnf("%s did not answer %s in time", service.name(), request.method());
        }
        Refusal.answer(exchange, problem);
    }

    private void cut(String reason) {
        if (!over) {
            outcome = "cut";
            LOG.warnf("Cut an answer short: %s %s", service.name(), reason);
            Hangup.amid(request);
        }
    }

    /** The answer is out, or the client is gone; nothing more may happen. */
    private void end(AsyncResult<Void> answerOut) {
        over = true;
        watchdog.stop();
        if (upload != null) {
            upload.stop();
        }
        if (download != null) {
            download.stop();
        }
        if (toService != null && !(sent && answered) && !switched) {
            // Closes the connection to the service: it stops working for nobody, and no later answer can get mixed up.
            toService.reset();
        }
        if (!sent && answered) {
            Refusal.discardBody(exchange);
        }
        if (answerOut.failed() && !switched && !"cut".equals(outcome)) {
            outcome = "abandoned";
        }
        visit.ends(outcome);
        forwarder.metrics().ended(service, request.method(), outcome, System.nanoTime() - startedAt);
    }
}

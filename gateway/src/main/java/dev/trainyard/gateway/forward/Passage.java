package dev.trainyard.gateway.forward;

import dev.trainyard.gateway.coding.GzipStream;
import dev.trainyard.gateway.forward.HeaderRules.Origin;
import dev.trainyard.gateway.forward.Upstream.Outgoing;
import dev.trainyard.gateway.limit.BodyRate;
import dev.trainyard.gateway.service.Service;
import dev.trainyard.gateway.service.ServiceAddress;
import dev.trainyard.gateway.visit.Visit;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.request.RequestGuard;
import io.netty.channel.Channel;
import io.vertx.core.AsyncResult;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.streams.WriteStream;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * One request on its way to a service, and its answer on the way back. All of it happens on the event loop of the
 * client's connection, so nothing here is shared. It ends once: with the answer, with a problem in its place, or, when
 * part of an answer is already out, by hanging up, so that half an answer never looks whole.
 */
final class Passage {

    private static final Logger LOG = Logger.getLogger(Passage.class);

    // A connection that breaks before an answer was most likely closing already, but the service may have acted.
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

    private Attempt attempt;
    private HttpClientRequest toService;
    private BodyPump upload;
    private BodyPump download;
    private Optional<GzipStream> compressed = Optional.empty();
    private boolean triedAgain;
    private boolean sent;
    private boolean answered;
    private boolean switched;
    private boolean over;
    private Runnable noLongerEndless = () -> {};
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
        forwarder.metrics().came(visit);
        watchAnswer();
        Optional<Attempt> first = forwarder.rotation(service).next();
        if (first.isPresent()) {
            open(first.get());
        } else {
            refuse(Failure.failing(service));
        }
    }

    private void open(Attempt next) {
        attempt = next;
        ServiceAddress address = next.endpoint().api();
        visit.goesTo(address);
        forwarder
                .upstream()
                .open(address, request.method(), request.uri())
                .onSuccess(this::send)
                .onFailure(this::unreachable);
    }

    private void unreachable(Throwable cause) {
        if (isAnsweredOtherwise()) {
            return;
        }
        attempt.failed();
        // Nothing of it was sent, nor was anything of its body read, so any request may go again.
        if (!triesAgain(!Failure.isWaitInVain(cause))) {
            LOG.debugf(cause, "No connection to %s", service.name());
            refuse(Failure.unreachable(cause, service));
        }
    }

    /** Tries once more, at another endpoint where one is ready, otherwise at the same one if that makes sense. */
    private boolean triesAgain(boolean sameMakesSense) {
        if (triedAgain) {
            return false;
        }
        Optional<Attempt> next = forwarder
                .rotation(service)
                .other(attempt)
                .or(() -> sameMakesSense ? attempt.again() : Optional.empty());
        next.ifPresent(again -> {
            triedAgain = true;
            visit.repeats();
            forwarder.metrics().retried(visit);
            open(again);
        });
        return next.isPresent();
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
        BodyRate rate = forwarder.limits().bodyRate();
        upload = new BodyPump(request, toService, requestBody, carried -> isWanted(carried, limit, rate), this::sent);
        upload.start();
    }

    private boolean isWanted(long carried, long limit, BodyRate rate) {
        watchdog.moved();
        if (upload.hasWaited()) {
            rate.pardon();
        }
        if (!rate.isEnough(carried)) {
            refuse(Failure.slowClient());
            return false;
        }
        if (carried > limit) {
            refuse(Problem.tooLarge(limit));
            return false;
        }
        return true;
    }

    private void uploadStalled() {
        if (upload.isBlocked()) {
            tooSlow();
        } else {
            refuse(Failure.slowClient());
        }
    }

    private void sent() {
        sent = true;
        if (download == null) {
            watchAnswer();
        }
    }

    private void watchAnswer() {
        watchdog.watch(forwarder.responseTimeout(request.path()), this::tooSlow);
    }

    private void tooSlow() {
        if (attempt != null) {
            attempt.failed();
        }
        refuse(Failure.tooSlow(service));
    }

    private void unanswered(Throwable cause, boolean reused) {
        if (isAnsweredOtherwise()) {
            return;
        }
        attempt.failed();
        boolean repeatable =
                Failure.isBrokenConnection(cause) && requestBody.isNone() && REPEATABLE.contains(request.method());
        if (!repeatable || !triesAgain(reused)) {
            LOG.debugf(cause, "No answer from %s", service.name());
            refuse(Failure.unanswered(service));
        }
    }

    /** Whether the client has been told something already, or is gone. */
    private boolean isAnsweredOtherwise() {
        return over || response.headWritten();
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
            attempt.failed();
            refuse(Failure.unanswered(service));
            return;
        }
        attempt.answered();
        if (isEventStream(answer)) {
            if (!place.becomeStream()) {
                refuse(Failure.busy(service));
                return;
            }
            noLongerEndless = forwarder.draining().atLimit(this::endStream);
            RequestGuard.leave(exchange);
        }
        visit.answered();
        outcome = answer.statusCode() / 100 + "xx";
        watchdog.watch(forwarder.bodyIdleTimeout(), this::downloadStalled);
        response.setStatusCode(answer.statusCode());
        if (forwarder.draining().isOn()) {
            sayGoodbye();
        }
        HeaderRules.answer(answer.headers(), response.headers());
        BodyLength length = BodyLength.ofAnswer(request.method(), answer.statusCode(), answer.headers());
        compressed = forwarder.compression().begin(request, response, length.bytes());
        if (length.isNone()) {
            answered = true;
            response.end();
        } else {
            receiveBody(answer, length);
        }
    }

    /** Sends the client elsewhere with its next request; one that came since then has been told so already. */
    private void sayGoodbye() {
        if (request.version() == HttpVersion.HTTP_1_1) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            exchange.addEndHandler(ended -> request.connection().close());
        }
    }

    /** Ends an event stream that would not end by itself; its client comes again, and loses no whole event. */
    private void endStream() {
        if (over) {
            return;
        }
        // On this connection it would come to us again.
        exchange.addEndHandler(ended -> Hangup.after(request));
        if (response.isChunked()) {
            download.stop();
            response.end();
        } else {
            cut("would have gone on after the gateway stops");
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
        attempt.answered();
        RequestGuard.leave(exchange);
        noLongerEndless = forwarder.draining().atLimit(() -> cut("would have gone on after the gateway stops"));
        visit.answered();
        outcome = Visit.SWITCHED;
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
                compressed.<WriteStream<Buffer>>map(Function.identity()).orElse(response),
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

    /** Answers with {@code problem}, or cuts the connection when another answer has begun: its headers are there. */
    private void refuse(Problem problem) {
        if (over) {
            return;
        }
        if (response.headWritten() || download != null) {
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
            if (switched || (download != null && download.isBlocked())) {
                Hangup.now(request);
            } else {
                Hangup.amid(request);
            }
        }
    }

    /** The answer is out, or the client is gone; nothing more may happen. */
    private void end(AsyncResult<Void> answerOut) {
        over = true;
        watchdog.stop();
        noLongerEndless.run();
        if (attempt != null) {
            attempt.abandoned();
        }
        if (upload != null) {
            upload.stop();
        }
        if (download != null) {
            download.stop();
        }
        compressed.ifPresent(GzipStream::close);
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
        forwarder.metrics().ended(visit, request.method(), outcome, System.nanoTime() - startedAt);
        forwarder.metrics().left(visit);
    }
}

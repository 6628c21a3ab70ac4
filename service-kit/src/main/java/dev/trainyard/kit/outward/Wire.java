package dev.trainyard.kit.outward;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * Sends one request to one address and reads its answer, on a connection of its own: on a used one that the other side is
 * just closing it would fail without anybody knowing whether it was taken. No proxy is used, whatever the environment says.
 */
@ApplicationScoped
class Wire {

    private static final int MOST_STATUS_LINE = 4096;

    private final HttpClient client;
    private final int mostBytes;
    private final Duration connectTimeout;

    Wire(Vertx vertx, OutwardConfig config) {
        this.mostBytes = config.maxResponseBytes();
        this.connectTimeout = config.connectTimeout();
        HttpClientOptions options = new HttpClientOptions()
                .setKeepAlive(false)
                .setMaxRedirects(0)
                .setMaxInitialLineLength(MOST_STATUS_LINE)
                .setMaxHeaderSize(config.maxResponseHeaderBytes())
                // Decompressing is bounded where it is done, afterwards.
                .setDecompressionSupported(false)
                // As a part of making the connection.
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setSslHandshakeTimeout(connectTimeout.toMillis())
                .setVerifyHost(true)
                .setTrustAll(false)
                // The trace is nobody else's business.
                .setTracingPolicy(TracingPolicy.IGNORE);
        config.trustedCertificates().ifPresent(paths -> {
            PemTrustOptions trust = new PemTrustOptions();
            paths.forEach(trust::addCertPath);
            options.setTrustOptions(trust);
        });
        // Turns are what bounds them: nothing waits here.
        this.client = vertx.httpClientBuilder()
                .with(options)
                .with(new PoolOptions().setHttp1MaxSize(config.maxConcurrent()))
                // Told to the request that it hits; without a handler here it would be logged as an error, with what
                // the
                // other side has said.
                .withConnectHandler(connection -> connection.exceptionHandler(failure -> {}))
                .build();
    }

    @PreDestroy
    void stop() {
        client.close();
    }

    /** No connection was made, so nothing was sent. */
    static final class Unreachable extends Exception {
        private static final long serialVersionUID = 1;
    }

    /**
     * Sends a request, and closes the connection whatever comes of it.
     *
     * @param address where to; what the host's name means elsewhere is not asked again
     * @throws OutwardFailure when no whole answer came in time, or too large a one
     */
    Answer send(Outgoing request, InetAddress address, Deadline deadline) throws Unreachable, InterruptedException {
        Target target = request.target();
        Duration patience = deadline.left(connectTimeout);
        RequestOptions options = new RequestOptions()
                .setServer(SocketAddress.inetSocketAddress(target.port(), address.getHostAddress()))
                .setHost(target.host())
                .setPort(target.port())
                .setSsl(target.secure())
                .setMethod(HttpMethod.valueOf(request.method()))
                .setURI(target.path())
                .setConnectTimeout(Math.max(1, patience.toMillis()));
        Exchange exchange = new Exchange(request, mostBytes);
        try {
            client.request(options).onSuccess(exchange::begin).onFailure(exchange::unreachable);
            return exchange.await(deadline);
        } finally {
            exchange.close();
        }
    }

    /** One request and its answer. But for those who wait, all happens on the event loop of the connection. */
    private static final class Exchange {

        private final Outgoing outgoing;
        private final String origin;
        private final int mostBytes;
        private final Buffer body = Buffer.buffer();
        private final CompletableFuture<Answer> answer = new CompletableFuture<>();
        private volatile HttpClientRequest request;

        Exchange(Outgoing outgoing, int mostBytes) {
            this.outgoing = outgoing;
            this.origin = outgoing.target().origin();
            this.mostBytes = mostBytes;
        }

        Answer await(Deadline deadline) throws Unreachable, InterruptedException {
            try {
                return answer.get(deadline.left(Duration.ofDays(1)).toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException late) {
                throw late(origin);
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof OutwardFailure failure) {
                    throw failure;
                }
                throw new Unreachable();
            }
        }

        /** Whoever waited is gone: nothing more is read or sent. */
        void close() {
            answer.cancel(false);
            HttpClientRequest begun = request;
            if (begun != null) {
                begun.connection().close();
            }
        }

        void unreachable(Throwable reason) {
            answer.completeExceptionally(
                    reason instanceof SSLException
                            ? OutwardFailure.communication(
                                    502,
                                    origin + " does not speak TLS, or has no certificate of its name that is trusted.")
                            : reason);
        }

        void begin(HttpClientRequest connected) {
            request = connected;
            if (answer.isDone()) {
                connected.connection().close();
                return;
            }
            connected
                    .headers()
                    .setAll(outgoing.headers())
                    .set("Host", outgoing.target().authority());
            connected.exceptionHandler(reason -> fail());
            connected.send(Buffer.buffer(outgoing.body())).onSuccess(this::read).onFailure(reason -> fail());
        }

        private void read(HttpClientResponse response) {
            response.exceptionHandler(reason -> fail());
            if (isTooLong(response.getHeader("Content-Length"))
                    && !outgoing.method().equals("HEAD")) {
                failTooLong();
                return;
            }
            response.handler(chunk -> {
                if (body.length() + chunk.length() > mostBytes) {
                    failTooLong();
                } else {
                    body.appendBuffer(chunk);
                }
            });
            response.endHandler(end -> {
                Map<String, String> headers = Outgoing.noHeaders();
                response.headers()
                        .forEach(header -> headers.merge(header.getKey(), header.getValue(), (a, b) -> a + ", " + b));
                answer.complete(new Answer(response.statusCode(), headers, body.getBytes()));
            });
        }

        private boolean isTooLong(String length) {
            return length != null
                    && length.matches("\\d+")
                    && (length.length() > 18 || Long.parseLong(length) > mostBytes);
        }

        private void failTooLong() {
            answer.completeExceptionally(tooLong(origin, mostBytes));
            request.connection().close();
        }

        // Of a failure nothing is told: its words may be those of the request.
        private void fail() {
            answer.completeExceptionally(
                    OutwardFailure.communication(502, origin + " did not answer as HTTP wants it, or broke off."));
        }
    }

    static OutwardFailure late(String origin) {
        return OutwardFailure.communication(504, origin + " did not answer in time.");
    }

    static OutwardFailure tooLong(String origin, int mostBytes) {
        return OutwardFailure.communication(502, origin + " answered with more than " + mostBytes + " bytes.");
    }
}

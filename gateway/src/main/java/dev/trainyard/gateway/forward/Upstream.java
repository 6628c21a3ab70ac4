package dev.trainyard.gateway.forward;

import dev.trainyard.gateway.service.ServiceAddress;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The connections to the services: pooled, kept alive for a while, and replaced when they grow old. Each event loop has
 * its own, so that a request and its answer stay on the one that its client is on.
 */
@Singleton
class Upstream {

    private final Vertx vertx;
    private final HttpClientOptions options;
    private final PoolOptions pool;
    private final long connectMillis;
    private final long maxAgeNanos;
    private final ThreadLocal<HttpClient> clients = ThreadLocal.withInitial(this::newClient);
    private final Map<HttpConnection, Use> uses = new ConcurrentHashMap<>();

    Upstream(Vertx vertx, ForwardConfig config) {
        this.vertx = vertx;
        this.connectMillis = config.connectTimeout().toMillis();
        this.maxAgeNanos = config.maxConnectionAge().toNanos();
        this.options = new HttpClientOptions()
                .setConnectTimeout((int) connectMillis)
                .setKeepAliveTimeout((int) config.keepAlive().toSeconds())
                // The trace context is passed by the header rules; a second hand on it would make another one.
                .setTracingPolicy(TracingPolicy.IGNORE);
        // As large as the bulkhead, which is what says no: nothing ever waits for a connection.
        this.pool = new PoolOptions().setHttp1MaxSize(config.maxRequests() + config.maxStreams());
    }

    private HttpClient newClient() {
        return vertx.httpClientBuilder()
                .with(options)
                .with(pool)
                .withConnectHandler(this::connected)
                .build();
    }

    /**
     * A request that is not sent yet.
     *
     * @param request the request
     * @param reused whether its connection has served before, so that the service may be closing it just now
     * @param last whether its connection has grown old and is to be closed after the answer, which can hit no other
     *     request as closing it at any other moment might
     */
    record Outgoing(HttpClientRequest request, boolean reused, boolean last) {}

    /** Opens a request to {@code address}, on a connection from the pool or a new one. */
    Future<Outgoing> open(ServiceAddress address, HttpMethod method, String target) {
        RequestOptions options = new RequestOptions()
                .setHost(address.host())
                .setPort(address.port())
                .setMethod(method)
                .setURI(target)
                // Finding the address counts as well.
                .setConnectTimeout(connectMillis);
        return clients.get().request(options).map(this::outgoing);
    }

    private void connected(HttpConnection connection) {
        uses.put(connection, new Use(System.nanoTime()));
        connection.closeHandler(closed -> uses.remove(connection));
        // Told to the request that it hits; without a handler here, it would be logged as an error besides.
        connection.exceptionHandler(failure -> {});
    }

    private Outgoing outgoing(HttpClientRequest request) {
        Use use = uses.get(request.connection());
        if (use == null) {
            // It closed between the pool and here, as only one that was in the pool does.
            return new Outgoing(request, true, true);
        }
        boolean reused = use.served;
        use.served = true;
        return new Outgoing(request, reused, System.nanoTime() - use.since > maxAgeNanos);
    }

    /** What a connection has been through; one request at a time has it. */
    private static final class Use {
        private final long since;
        private volatile boolean served;

        Use(long since) {
            this.since = since;
        }
    }
}

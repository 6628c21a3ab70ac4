package dev.trainyard.gateway.connection;

import dev.trainyard.gateway.forward.TrustedProxies;
import dev.trainyard.gateway.limit.LimitsConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.quarkus.vertx.http.HttpServer;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Iterator;
import org.jboss.logging.Logger;

/**
 * Stands where connections are accepted, before anything is spent on them. Neither Quarkus nor Vert.x has a place for
 * that, so the listening channel is looked up among those of the acceptor: the public ports only, since nobody may take
 * the place of a probe.
 */
@Singleton
class ConnectionGuard {

    private static final Logger LOG = Logger.getLogger(ConnectionGuard.class);
    private static final int BEFORE_REQUEST_GUARD = 1_100;

    private final HttpServer server;
    private final Vertx vertx;
    private final Admission admission;

    ConnectionGuard(
            HttpServer server, Vertx vertx, LimitsConfig config, TrustedProxies proxies, MeterRegistry metrics) {
        this.server = server;
        this.vertx = vertx;
        this.admission = new Admission(config, proxies, metrics);
    }

    void http(@ObservesAsync HttpServerStart started) {
        guard(server.getPort());
    }

    void https(@ObservesAsync HttpsServerStart started) {
        guard(server.getSecurePort());
    }

    void filter(@Observes Filters filters) {
        filters.register(ConnectionGuard::headIsThere, BEFORE_REQUEST_GUARD);
    }

    private void guard(int port) {
        if (((VertxInternal) vertx).getAcceptorEventLoopGroup().next() instanceof SingleThreadEventLoop acceptor) {
            acceptor.execute(() -> guard(port, acceptor.registeredChannelsIterator()));
        } else {
            LOG.warn("Slow request heads are not cut off, and connections not limited: unknown kind of acceptor");
        }
    }

    private void guard(int port, Iterator<Channel> channels) {
        while (channels.hasNext()) {
            Channel channel = channels.next();
            if (channel instanceof ServerChannel && portOf(channel.localAddress()) == port) {
                channel.pipeline().addFirst(admission);
            }
        }
    }

    private static int portOf(SocketAddress address) {
        return address instanceof InetSocketAddress internet ? internet.getPort() : -1;
    }

    private static void headIsThere(RoutingContext exchange) {
        if (exchange.request().connection() instanceof ConnectionBase connection) {
            HeadWatch watch = connection.channel().pipeline().get(HeadWatch.class);
            if (watch != null) {
                watch(exchange, watch);
            }
        }
        exchange.next();
    }

    private static void watch(RoutingContext exchange, HeadWatch watch) {
        if (exchange.request().version() == HttpVersion.HTTP_2) {
            // Many requests at once, and frames between them; it has limits of its own.
            watch.stop();
            return;
        }
        watch.requestBegins();
        exchange.addEndHandler(ended -> watch.requestEnds(exchange.response().getStatusCode()));
    }
}

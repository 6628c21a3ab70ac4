package dev.trainyard.gateway.http2;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.util.ReferenceCountUtil;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Two bounds of HTTP/2 that the codec leaves open. The limit of streams would hold only from when the client says that it
 * has read it. And the body of a request that changes its connection from HTTP/1.1 to HTTP/2 is handed over without flow
 * control: what the service does not take would pile up here.
 */
@Singleton
class Http2Guard {

    private static final int BEFORE_EVERYTHING = 2_000;
    private static final int MAX_BODY = 64 * 1024;
    private static final String UPGRADING = "h2c";
    private static final String NAME = "upgrade-guard";

    private final int maxStreams;

    Http2Guard(@ConfigProperty(name = "quarkus.http.limits.max-concurrent-streams") int maxStreams) {
        this.maxStreams = maxStreams;
    }

    void guard(@Observes Filters filters) {
        filters.register(this::bound, BEFORE_EVERYTHING);
    }

    private void bound(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        if (request.version() == HttpVersion.HTTP_2) {
            ChannelPipeline pipeline =
                    ((ConnectionBase) request.connection()).channel().pipeline();
            pipeline.get(Http2ConnectionHandler.class).connection().remote().maxActiveStreams(maxStreams);
            if (pipeline.get(UPGRADING) != null && pipeline.get(NAME) == null) {
                pipeline.addBefore(UPGRADING, NAME, new Bound(request.connection()));
            }
        }
        exchange.next();
    }

    /** Goes by itself when the request has ended, as all handlers of HTTP/1.1 do. */
    private static final class Bound extends ChannelInboundHandlerAdapter {

        private final HttpConnection connection;
        private int left = MAX_BODY;

        Bound(HttpConnection connection) {
            this.connection = connection;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpContent content) {
                left -= content.content().readableBytes();
                if (left < 0) {
                    ReferenceCountUtil.release(message);
                    connection.close();
                    return;
                }
            }
            context.fireChannelRead(message);
        }
    }
}

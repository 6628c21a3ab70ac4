package dev.trainyard.gateway.forward;

import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import org.jboss.logging.Logger;

/** Ends a conversation with a client: in HTTP/1.1 its connection, in HTTP/2 this stream, and none of the others. */
final class Hangup {

    private static final Logger LOG = Logger.getLogger(Hangup.class);
    private static final long NO_ERROR = 0;
    private static final long INTERNAL_ERROR = 2;

    private Hangup() {}

    /** The answer is out, or there will be none; nothing more is wanted of the client. */
    static void after(HttpServerRequest request) {
        end(request, NO_ERROR);
    }

    /** The answer is not whole, and must not look as if it were. */
    static void amid(HttpServerRequest request) {
        end(request, INTERNAL_ERROR);
    }

    /** As amid, for a client that takes nothing any more: closing properly waits until all is sent. */
    static void now(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            amid(request);
        } else {
            // Below the handler of Vert.x, which would close properly.
            ChannelHandlerContext transport = ((ConnectionBase) request.connection()).channelHandlerContext();
            transport.close().addListener(closed -> LOG.debug("Hung up"));
        }
    }

    private static void end(HttpServerRequest request, long code) {
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset(code);
        } else {
            request.connection().close();
        }
    }
}

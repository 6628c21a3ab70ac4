package dev.trainyard.gateway.forward;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/** Ends a conversation with a client: in HTTP/1.1 its connection, in HTTP/2 this stream, and none of the others. */
final class Hangup {

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

    private static void end(HttpServerRequest request, long code) {
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset(code);
        } else {
            request.connection().close();
        }
    }
}

package dev.trainyard.gateway.visit;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;

/**
 * Who asks, as far as the gateway believes it.
 *
 * @param address the address that the request began at, without port
 * @param scheme what the client speaks, {@code http} or {@code https}
 * @param host what the client asked for; null from a client of HTTP/1.0 that did not say
 */
public record Client(String address, String scheme, String host) {

    /** Whoever is at the other end of the connection. */
    public static Client atConnectionOf(HttpServerRequest request) {
        HttpConnection connection = request.connection();
        SocketAddress peer = connection.remoteAddress();
        return new Client(
                // It may be gone already.
                peer == null ? "unknown" : peer.hostAddress(), connection.isSsl() ? "https" : "http", hostOf(request));
    }

    private static String hostOf(HttpServerRequest request) {
        String host = request.getHeader(HttpHeaders.HOST);
        if (host != null) {
            return host;
        }
        HostAndPort authority = request.authority();
        return authority == null ? null : authority.toString();
    }
}

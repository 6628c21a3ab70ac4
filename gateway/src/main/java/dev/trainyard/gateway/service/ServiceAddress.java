package dev.trainyard.gateway.service;

import java.net.URI;

/**
 * The host and port of a service, written {@code http://host:port}. Nothing else may be in it: paths are the same on
 * both sides of the gateway, and TLS inside is the business of the mesh.
 */
public record ServiceAddress(String host, int port) {

    private static final int HTTP_PORT = 80;

    /** Reads {@code url}; the configuration calls it, and names the key when it throws. */
    public static ServiceAddress of(String url) {
        URI uri;
        try {
            uri = URI.create(url.strip());
        } catch (IllegalArgumentException malformed) {
            throw notAnAddress(url);
        }
        boolean plain = "http".equals(uri.getScheme())
                && uri.getHost() != null
                && uri.getUserInfo() == null
                && (uri.getRawPath().isEmpty() || "/".equals(uri.getRawPath()))
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null;
        if (!plain) {
            throw notAnAddress(url);
        }
        return new ServiceAddress(uri.getHost(), uri.getPort() == -1 ? HTTP_PORT : uri.getPort());
    }

    /** As {@code host:port}. */
    @Override
    public String toString() {
        return host + ":" + port;
    }

    private static IllegalArgumentException notAnAddress(String url) {
        return new IllegalArgumentException("'" + url + "' is not an address like http://host:8080");
    }
}

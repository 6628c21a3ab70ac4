package dev.trainyard.gateway.coding;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;

/**
 * Keeps entity tags true for compressed answers. The same thing in another coding needs another strong tag (RFC 9110,
 * 8.8.3), so a compressed {@code "7"} is {@code "7-gzip"} for the client; the service never sees that it is.
 */
public final class EntityTags {

    private static final String COMPRESSED = "-gzip\"";

    private EntityTags() {}

    /** Turns the tags in a request's conditions into those that the service gave. */
    public static void toService(MultiMap headers) {
        plain(headers, HttpHeaders.IF_MATCH);
        plain(headers, HttpHeaders.IF_NONE_MATCH);
        // Not If-Range: a range of the plain bytes is no part of what the client has.
    }

    private static void plain(MultiMap headers, CharSequence name) {
        String condition = headers.get(name);
        if (condition != null && condition.contains(COMPRESSED)) {
            headers.set(name, condition.replace(COMPRESSED, "\""));
        }
    }

    /** The tag of the compressed form of what has the tag {@code tag}; a weak one may stay, it promises no bytes. */
    public static String compressed(String tag) {
        boolean strong = tag.length() > 1 && tag.startsWith("\"") && tag.endsWith("\"");
        return strong ? tag.substring(0, tag.length() - 1) + COMPRESSED : tag;
    }

    /** Whether {@code condition}, a client's {@code If-None-Match}, names the compressed form of {@code tag}. */
    static boolean namesCompressed(String condition, String tag) {
        return condition != null && condition.contains(COMPRESSED) && condition.contains(compressed(tag));
    }
}

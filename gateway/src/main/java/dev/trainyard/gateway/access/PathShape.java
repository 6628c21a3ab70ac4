package dev.trainyard.gateway.access;

import dev.trainyard.gateway.openapi.Documents;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A path without what is particular in it: segments that the API's documents name are kept, all others become
 * {@code *}. Paths carry ids of users and secrets of webhooks, and neither may get into a log.
 */
@Singleton
class PathShape {

    /** No path of ours is deeper; who makes up one shall not fill the log with it. */
    private static final int MAX_SEGMENTS = 12;

    /** What the gateway serves itself and no document names. */
    private static final Set<String> PAGES = Set.of("openapi", "docs");

    private final Supplier<Set<String>> words;

    @Inject
    PathShape(Documents documents) {
        this(documents::words);
    }

    PathShape(Supplier<Set<String>> words) {
        this.words = words;
    }

    /** The shape of {@code path}, of which {@code known} at its beginning is known to be harmless. */
    String of(String path, String known) {
        if (path == null || path.length() == known.length()) {
            return path;
        }
        Set<String> named = words.get();
        StringBuilder shape = new StringBuilder(path.length()).append(known);
        int at = known.length();
        if (path.charAt(at) != '/') {
            // A verb, as in /api/v1/things:verb.
            int end = end(path, at);
            String verb = path.substring(known.lastIndexOf('/') + 1, end);
            shape.append(isWord(verb, named) ? path.substring(at, end) : "*");
            at = end;
        }
        for (int segments = 0; at < path.length(); segments++) {
            if (segments == MAX_SEGMENTS) {
                return shape.append("/...").toString();
            }
            int end = end(path, at + 1);
            String segment = path.substring(at + 1, end);
            shape.append('/').append(isWord(segment, named) ? segment : "*");
            at = end;
        }
        return shape.toString();
    }

    private static boolean isWord(String segment, Set<String> named) {
        return segment.isEmpty() || named.contains(segment) || PAGES.contains(segment);
    }

    private static int end(String path, int from) {
        int slash = path.indexOf('/', from);
        return slash == -1 ? path.length() : slash;
    }
}

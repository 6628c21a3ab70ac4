package dev.trainyard.http.request;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Settings by path prefix. Of two prefixes that cover a path, the longer one counts. */
public final class PathPrefixes<T> {

    private final List<Map.Entry<String, T>> longestFirst;

    public PathPrefixes(Map<String, T> byPrefix) {
        this.longestFirst = byPrefix.entrySet().stream()
                .map(entry -> Map.entry(entry.getKey(), entry.getValue()))
                .sorted(Map.Entry.<String, T>comparingByKey(Comparator.comparing(String::length))
                        .reversed())
                .toList();
    }

    /** What is set for {@code path}, or {@code otherwise}. */
    public T find(String path, T otherwise) {
        for (Map.Entry<String, T> entry : longestFirst) {
            if (covers(entry.getKey(), path)) {
                return entry.getValue();
            }
        }
        return otherwise;
    }

    /**
     * Whole segments count: {@code /api/v1/sets} does not cover {@code /api/v1/sets-of-others}. What is done to all of a
     * kind is covered, too: {@code /api/v1/sets:verb}.
     */
    public static boolean covers(String prefix, String path) {
        return path.startsWith(prefix)
                && (path.length() == prefix.length()
                        || path.charAt(prefix.length()) == '/'
                        || path.charAt(prefix.length()) == ':');
    }
}

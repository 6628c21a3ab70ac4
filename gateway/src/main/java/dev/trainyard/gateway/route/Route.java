package dev.trainyard.gateway.route;

import dev.trainyard.gateway.service.Service;

/** The paths at and below {@code prefix} belong to {@code service}. */
public record Route(String prefix, Service service) {

    /** Whether {@code path} is one of these. */
    boolean covers(String path) {
        return covers(prefix, path);
    }

    /**
     * Whole segments count: {@code /api/v1/sets} does not cover {@code /api/v1/sets-of-others}. What is done to all of a
     * kind is theirs, too: {@code /api/v1/sets:verb}.
     */
    static boolean covers(String prefix, String path) {
        return path.startsWith(prefix)
                && (path.length() == prefix.length()
                        || path.charAt(prefix.length()) == '/'
                        || path.charAt(prefix.length()) == ':');
    }
}

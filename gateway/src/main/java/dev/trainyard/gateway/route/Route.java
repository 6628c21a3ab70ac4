package dev.trainyard.gateway.route;

import dev.trainyard.gateway.service.Service;
import dev.trainyard.http.request.PathPrefixes;

/** The paths at and below {@code prefix} belong to {@code service}. */
public record Route(String prefix, Service service) {

    /** Whether {@code path} is one of these. */
    boolean covers(String path) {
        return PathPrefixes.covers(prefix, path);
    }
}

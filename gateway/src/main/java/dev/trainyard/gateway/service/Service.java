package dev.trainyard.gateway.service;

import java.util.List;

/**
 * A service behind the gateway.
 *
 * @param name its name, as in the configuration, the metrics and the status
 * @param endpoints where it can be had, at least one; each is as good as any other
 * @param paths the paths that are its own
 */
public record Service(String name, List<Endpoint> endpoints, List<String> paths) {

    public Service {
        endpoints = List.copyOf(endpoints);
        paths = List.copyOf(paths);
    }
}

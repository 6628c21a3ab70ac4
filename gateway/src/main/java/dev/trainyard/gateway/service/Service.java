package dev.trainyard.gateway.service;

import java.util.List;

/**
 * A service behind the gateway.
 *
 * @param name its name, as in the configuration, the metrics and the status
 * @param api where it serves its API
 * @param management where it serves probes and its OpenAPI document
 * @param paths the paths that are its own
 */
public record Service(String name, ServiceAddress api, ServiceAddress management, List<String> paths) {

    public Service {
        paths = List.copyOf(paths);
    }
}

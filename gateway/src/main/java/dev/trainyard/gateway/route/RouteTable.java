package dev.trainyard.gateway.route;

import dev.trainyard.gateway.service.Service;
import dev.trainyard.gateway.service.Services;
import dev.trainyard.http.request.PathPrefixes;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which service a path belongs to. Of two prefixes that cover a path, the longer one decides. */
@Singleton
public class RouteTable {

    private final PathPrefixes<Optional<Route>> routes;

    @Inject
    RouteTable(Services services) {
        this((Iterable<Service>) services);
    }

    RouteTable(Iterable<Service> services) {
        Map<String, Optional<Route>> byPrefix = new HashMap<>();
        for (Service service : services) {
            for (String prefix : service.paths()) {
                Optional<Route> other = byPrefix.put(prefix, Optional.of(new Route(prefix, service)));
                if (other != null) {
                    throw new ConfigurationException("trainyard.gateway.services." + service.name() + ".paths: "
                            + prefix + " is already a path of "
                            + other.orElseThrow().service().name());
                }
            }
        }
        this.routes = new PathPrefixes<>(byPrefix);
    }

    /** The route of {@code path}; who goes by it must see that the path passes {@link RequestRules}. */
    public Optional<Route> find(String path) {
        return routes.find(path, Optional.empty());
    }
}

package dev.trainyard.gateway.route;

import dev.trainyard.gateway.service.Service;
import dev.trainyard.gateway.service.Services;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which service a path belongs to. Of two prefixes that cover a path, the longer one decides. */
@Singleton
public class RouteTable {

    private final List<Route> longestFirst;

    @Inject
    RouteTable(Services services) {
        this((Iterable<Service>) services);
    }

    RouteTable(Iterable<Service> services) {
        Map<String, Service> owners = new HashMap<>();
        List<Route> routes = new ArrayList<>();
        for (Service service : services) {
            for (String prefix : service.paths()) {
                Service other = owners.put(prefix, service);
                if (other != null) {
                    throw new ConfigurationException("trainyard.gateway.services." + service.name() + ".paths: "
                            + prefix + " is already a path of " + other.name());
                }
                routes.add(new Route(prefix, service));
            }
        }
        routes.sort(Comparator.comparingInt((Route route) -> route.prefix().length())
                .reversed());
        this.longestFirst = List.copyOf(routes);
    }

    /** The route of {@code path}, which must have passed {@link RequestRules}. */
    public Optional<Route> find(String path) {
        for (Route route : longestFirst) {
            if (route.covers(path)) {
                return Optional.of(route);
            }
        }
        return Optional.empty();
    }
}

package dev.trainyard.gateway.service;

import dev.trainyard.gateway.service.ServicesConfig.ServiceConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The services behind the gateway, in the order of their names. */
@Singleton
public class Services implements Iterable<Service> {

    private static final int API_PORT = 8080;
    private static final int MANAGEMENT_PORT = 9000;

    private final List<Service> all;

    Services(ServicesConfig config) {
        this.all = config.byName().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> new Service(
                        entry.getKey(),
                        endpoints(entry.getKey(), entry.getValue()),
                        entry.getValue().paths()))
                .toList();
    }

    private static List<Endpoint> endpoints(String name, ServiceConfig config) {
        List<ServiceAddress> urls = config.urls().orElse(List.of());
        if (urls.isEmpty()) {
            require(config.managementUrls().isEmpty(), name, "management-urls", "belongs to urls, which is not set");
            return List.of(endpoint(name, config));
        }
        require(config.url().isEmpty() && config.managementUrl().isEmpty(), name, "urls", "takes the place of url");
        require(new HashSet<>(urls).size() == urls.size(), name, "urls", "names an address twice");
        List<ServiceAddress> management = config.managementUrls()
                .orElseGet(() -> urls.stream()
                        .map(url -> new ServiceAddress(url.host(), MANAGEMENT_PORT))
                        .toList());
        require(management.size() == urls.size(), name, "management-urls", "must have one address for each of urls");
        return IntStream.range(0, urls.size())
                .mapToObj(i -> new Endpoint(urls.get(i), management.get(i)))
                .toList();
    }

    private static Endpoint endpoint(String name, ServiceConfig config) {
        String hostInKubernetes = name + "-service";
        return new Endpoint(
                config.url().orElseGet(() -> new ServiceAddress(hostInKubernetes, API_PORT)),
                config.managementUrl().orElseGet(() -> new ServiceAddress(hostInKubernetes, MANAGEMENT_PORT)));
    }

    private static void require(boolean satisfied, String service, String key, String otherwise) {
        if (!satisfied) {
            throw new ConfigurationException("trainyard.gateway.services." + service + "." + key + " " + otherwise);
        }
    }

    @Override
    public Iterator<Service> iterator() {
        return all.iterator();
    }
}

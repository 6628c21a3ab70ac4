package dev.trainyard.gateway.service;

import dev.trainyard.gateway.service.ServicesConfig.ServiceConfig;
import jakarta.inject.Singleton;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** The services behind the gateway, in the order of their names. */
@Singleton
public class Services implements Iterable<Service> {

    private static final int API_PORT = 8080;
    private static final int MANAGEMENT_PORT = 9000;

    private final List<Service> all;

    Services(ServicesConfig config) {
        this.all = config.byName().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> service(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Service service(String name, ServiceConfig config) {
        String hostInKubernetes = name + "-service";
        return new Service(
                name,
                config.url().orElseGet(() -> new ServiceAddress(hostInKubernetes, API_PORT)),
                config.managementUrl().orElseGet(() -> new ServiceAddress(hostInKubernetes, MANAGEMENT_PORT)),
                config.paths());
    }

    @Override
    public Iterator<Service> iterator() {
        return all.iterator();
    }
}

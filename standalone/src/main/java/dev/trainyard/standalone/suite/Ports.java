package dev.trainyard.standalone.suite;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One block of ports: the gateway's own first, the services behind it, the management ports ten further on, the
 * database twenty further on.
 */
record Ports(int gateway) {

    static final int USUAL = 8080;
    static final int MIN = 1024;
    static final int MAX = 65_535 - 20;

    int of(Service service) {
        return gateway + service.place();
    }

    int gatewayManagement() {
        return gateway + 10;
    }

    int managementOf(Service service) {
        return gatewayManagement() + service.place();
    }

    int database() {
        return gateway + 20;
    }

    /** All but the gateway's own, each with what it is for. */
    Map<Integer, String> internal() {
        Map<Integer, String> purposes = new LinkedHashMap<>();
        for (Service service : Service.values()) {
            purposes.put(of(service), service.program());
            purposes.put(managementOf(service), "the probes of " + service.program());
        }
        purposes.put(gatewayManagement(), "the probes of the gateway");
        purposes.put(database(), "PostgreSQL");
        return purposes;
    }

    /** Another block that does not overlap with this one. */
    Ports elsewhere() {
        return new Ports(gateway + 1000 <= MAX ? gateway + 1000 : USUAL);
    }
}

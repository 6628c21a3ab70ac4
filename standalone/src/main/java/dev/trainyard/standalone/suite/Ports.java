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

    private static final int MANAGEMENT = 10;
    private static final int REHEARSAL = 9;

    Listener ofGateway(String host) {
        return new Listener(host, gateway, gateway + MANAGEMENT);
    }

    Listener of(Service service) {
        return local(service.place());
    }

    /** For starts beside the suite that only serve to make the next one faster. */
    Listener ofRehearsals() {
        return local(REHEARSAL);
    }

    int database() {
        return gateway + 20;
    }

    /** All but the gateway's own, each with what it is for. */
    Map<Integer, String> internal() {
        Map<Integer, String> purposes = new LinkedHashMap<>();
        for (Service service : Service.values()) {
            purposes.put(of(service).port(), service.program());
            purposes.put(of(service).managementPort(), "the probes of " + service.program());
        }
        purposes.put(gateway + MANAGEMENT, "the probes of the gateway");
        purposes.put(database(), "PostgreSQL");
        return purposes;
    }

    /** Another block that does not overlap with this one. */
    Ports elsewhere() {
        return new Ports(gateway + 1000 <= MAX ? gateway + 1000 : USUAL);
    }

    private Listener local(int place) {
        return new Listener(Address.LOOPBACK, gateway + place, gateway + MANAGEMENT + place);
    }
}

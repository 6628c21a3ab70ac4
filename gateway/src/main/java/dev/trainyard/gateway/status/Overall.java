package dev.trainyard.gateway.status;

import java.util.Collection;
import java.util.Locale;

/** How the services are taken together. */
enum Overall {
    UP("All services are up"),
    DEGRADED("Some services are down"),
    DOWN("No service is up");

    private final String sentence;

    Overall(String sentence) {
        this.sentence = sentence;
    }

    static Overall of(Collection<ServiceState> states) {
        long up = states.stream().filter(ServiceState::isUp).count();
        if (up == states.size()) {
            return UP;
        }
        return up == 0 ? DOWN : DEGRADED;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The same for people. */
    String sentence() {
        return sentence;
    }
}

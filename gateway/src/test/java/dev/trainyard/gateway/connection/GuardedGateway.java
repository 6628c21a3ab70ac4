package dev.trainyard.gateway.connection;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** A gateway that loses its patience soon, with room for few. */
public final class GuardedGateway implements QuarkusTestProfile {

    static final int CONNECTIONS = 30;
    static final int IN_FLIGHT = 5;

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "trainyard.gateway.limits.connections-per-address", Integer.toString(CONNECTIONS),
                "trainyard.gateway.limits.head-timeout", "2S",
                "trainyard.request.max-in-flight", Integer.toString(IN_FLIGHT));
    }
}

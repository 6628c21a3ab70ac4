package dev.trainyard.gateway.limit;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** A gateway with limits that a test reaches, and that do not grow back meanwhile; tests come from any address they like. */
public final class LimitedGateway implements QuarkusTestProfile {

    static final int ADDRESS = 12;
    static final int BAD_CREDENTIALS = 5;
    static final int USER = 5;
    static final int KEY = 4;
    static final int ROUTE = 2;

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "trainyard.gateway.limits.address", ADDRESS + "/1D",
                "trainyard.gateway.limits.bad-credentials", Integer.toString(BAD_CREDENTIALS),
                "trainyard.gateway.limits.user", USER + "/1D",
                "trainyard.gateway.limits.key", KEY + "/1D",
                "trainyard.gateway.limits.routes.\"/api/v1/exports\"", ROUTE + "/1D",
                // For all but trusted proxies.
                "trainyard.gateway.limits.connections-per-address", "1",
                "trainyard.gateway.forward.trusted-proxies", "127.0.0.1,::1");
    }
}

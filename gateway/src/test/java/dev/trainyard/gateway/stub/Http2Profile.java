package dev.trainyard.gateway.stub;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** A gateway that takes HTTP/2 without TLS. */
public final class Http2Profile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("quarkus.http.http2", "true");
    }
}

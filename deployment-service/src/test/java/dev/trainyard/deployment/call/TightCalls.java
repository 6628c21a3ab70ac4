package dev.trainyard.deployment.call;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Calls with bounds that a test can reach, which trust the certificate of {@link Certificates}. */
public class TightCalls implements QuarkusTestProfile {

    static final int MOST_BYTES = 65_536;

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "trainyard.calls.timeout", "PT2S",
                "trainyard.calls.connect-timeout", "PT1S",
                "trainyard.calls.patience", "PT0.1S",
                "trainyard.calls.max-request-bytes", "1000",
                "trainyard.calls.max-response-bytes", Integer.toString(MOST_BYTES),
                "trainyard.calls.max-redirects", "3",
                "trainyard.calls.max-concurrent-per-user", "3",
                "trainyard.calls.max-concurrent-per-host", "2",
                "trainyard.calls.trusted-certificates",
                        Certificates.known().pem().toString());
    }
}

package dev.trainyard.gateway.stub;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Turns on what is off by default: pages of other origins, a collector of spans, https in front. */
public final class SeenFromElsewhere implements QuarkusTestResourceLifecycleManager {

    public static final String ORIGIN = "https://app.example.org";
    public static final Collector COLLECTOR = new Collector();

    @Override
    public Map<String, String> start() {
        return Map.of(
                "trainyard.gateway.cors.origins",
                ORIGIN + ",http://localhost:5173",
                "trainyard.gateway.headers.hsts",
                "P365D",
                "trainyard.gateway.tracing.endpoint",
                COLLECTOR.url(),
                "trainyard.gateway.tracing.headers.\"x-key\"",
                "for the collector",
                "trainyard.gateway.tracing.interval",
                "50MS");
    }

    @Override
    public void stop() {
        // The collector ends with the tests.
    }
}

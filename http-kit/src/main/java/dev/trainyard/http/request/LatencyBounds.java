package dev.trainyard.http.request;

import java.time.Duration;

/**
 * Where the histograms of requests, of the services and of the gateway alike, have their bounds: rules and panels read
 * quantiles and shares from both.
 */
public final class LatencyBounds {

    private LatencyBounds() {}

    /** What was promised somewhere: 50, 200 and 500 ms, 1 s; and enough around them for quantiles. */
    public static Duration[] all() {
        return new Duration[] {
            Duration.ofMillis(5),
            Duration.ofMillis(25),
            Duration.ofMillis(50),
            Duration.ofMillis(100),
            Duration.ofMillis(200),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(10)
        };
    }
}

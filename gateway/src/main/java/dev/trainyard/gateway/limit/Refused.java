package dev.trainyard.gateway.limit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what is refused because somebody has reached a limit. */
public final class Refused {

    private Refused() {}

    /** What is refused by one kind of limit: {@code address}, {@code user}, {@code connections} and so on. */
    public static Counter by(String kind, MeterRegistry metrics) {
        return Counter.builder("trainyard.gateway.limited")
                .description("Requests refused because a limit was reached, by whose limit it was")
                .tag("by", kind)
                .register(metrics);
    }
}

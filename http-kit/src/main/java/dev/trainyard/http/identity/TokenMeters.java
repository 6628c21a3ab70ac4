package dev.trainyard.http.identity;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** What is measured of tokens, and of the keys that they are checked with. */
final class TokenMeters {

    private final Counter accepted;
    private final Counter refused;
    private final Counter uncheckable;

    TokenMeters(IssuerKeys keys, MeterRegistry metrics) {
        accepted = tokens("accepted", metrics);
        refused = tokens("refused", metrics);
        uncheckable = tokens("uncheckable", metrics);
        Gauge.builder("trainyard.identity.keys.current", keys, known -> known.areCurrent() ? 1 : 0)
                .description("Whether the issuer's keys could be fetched when they were last asked for: 1 or 0")
                .strongReference(true)
                .register(metrics);
    }

    private static Counter tokens(String outcome, MeterRegistry metrics) {
        return Counter.builder("trainyard.identity.tokens")
                .description(
                        "Tokens that came with requests; those that nothing can be said of without keys are uncheckable")
                .tag("outcome", outcome)
                .register(metrics);
    }

    void accepted() {
        accepted.increment();
    }

    void refused() {
        refused.increment();
    }

    void uncheckable() {
        uncheckable.increment();
    }
}

package dev.trainyard.gateway.limit;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;

/**
 * A limit with its name, and who has used how much of it. It speaks of itself to clients as
 * draft-ietf-httpapi-ratelimit-headers says: a policy of {@code q} requests in a window of {@code w} seconds, of which
 * {@code r} are left until all are there again in {@code t} seconds.
 */
final class Policy {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final String name;
    private final Buckets buckets;
    private final BucketConfiguration configuration;
    private final String description;
    private final String begin;
    private final Counter limited;

    /** A policy; {@code kind} is what it counts as in the metrics. */
    Policy(String name, String kind, Limit limit, int maxClients, MeterRegistry metrics) {
        this.name = name;
        this.buckets = new Buckets(limit, maxClients);
        this.configuration = BucketConfiguration.builder()
                .addLimit(tokens -> tokens.capacity(limit.requests()).refillGreedy(limit.requests(), limit.per()))
                .build();
        this.begin = '"' + name + "\";r=";
        this.description = '"' + name + "\";q=" + limit.requests() + ";w="
                + seconds(limit.per().toNanos());
        this.limited = Refused.by(kind, metrics);
        Gauge.builder("trainyard.gateway.limits.clients", buckets, Buckets::count)
                .description("Clients whose use of a limit is remembered")
                .tag("limit", name)
                .register(metrics);
    }

    String name() {
        return name;
    }

    Buckets buckets() {
        return buckets;
    }

    /** What it allows, for buckets elsewhere. */
    BucketConfiguration configuration() {
        return configuration;
    }

    /** What it allows, for clients. */
    String description() {
        return description;
    }

    /** How a client stands after {@code probe}. */
    String standing(ConsumptionProbe probe) {
        long nanos = probe.isConsumed() ? probe.getNanosToWaitForReset() : probe.getNanosToWaitForRefill();
        return begin + probe.getRemainingTokens() + ";t=" + seconds(nanos);
    }

    void refused() {
        limited.increment();
    }

    /** Rounded up: who comes a moment too early comes in vain. */
    static long seconds(long nanos) {
        return (nanos + SECOND - 1) / SECOND;
    }
}

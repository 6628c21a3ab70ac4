package dev.trainyard.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * One token bucket for each client of a kind. A bucket that was left alone until it is full again says nothing, so it is
 * forgotten; those that are remembered are bounded in number. Whoever makes others' buckets, or his own, be forgotten
 * before that by coming as very many clients gains little: then a new bucket begins nearly empty.
 */
// For native images: Caffeine looks its classes up by name.
@RegisterForReflection(
        classNames = {"com.github.benmanes.caffeine.cache.SSMSA", "com.github.benmanes.caffeine.cache.PSAMS"})
final class Buckets {

    private static final int SHARE_OF_NEWCOMERS = 10;

    private final Limit limit;
    private final int maxClients;
    private final Cache<String, Bucket> buckets;

    Buckets(Limit limit, int maxClients) {
        this.limit = limit;
        this.maxClients = maxClients;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(maxClients)
                .expireAfterAccess(limit.per())
                .build();
    }

    /** Takes the token of one request out of the bucket of {@code client}, if it is there. */
    ConsumptionProbe take(String client) {
        return bucketOf(client).tryConsumeAndReturnRemaining(1);
    }

    /** Takes {@code tokens} out of the bucket of {@code client}, or as many as there are: nobody gets into debt. */
    void drain(String client, long tokens) {
        bucketOf(client).tryConsumeAsMuchAsPossible(tokens);
    }

    void forget(String client) {
        buckets.invalidate(client);
    }

    /** Whether {@code client} has come lately. */
    boolean know(String client) {
        return buckets.getIfPresent(client) != null;
    }

    long count() {
        return buckets.estimatedSize();
    }

    private Bucket bucketOf(String client) {
        return buckets.get(client, unknown -> newBucket());
    }

    private Bucket newBucket() {
        boolean crowded = buckets.estimatedSize() >= maxClients;
        long initial = crowded ? Math.max(1, limit.requests() / SHARE_OF_NEWCOMERS) : limit.requests();
        return Bucket.builder()
                // The machine's clock may be set back or forth.
                .withNanosecondPrecision()
                .addLimit(tokens -> tokens.capacity(limit.requests())
                        .refillGreedy(limit.requests(), limit.per())
                        .initialTokens(initial))
                .build();
    }
}

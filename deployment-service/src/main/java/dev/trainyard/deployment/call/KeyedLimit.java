package dev.trainyard.deployment.call;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** At most so many at once for each key. Keys that nobody holds or waits for are forgotten. */
final class KeyedLimit {

    private final int limit;
    private final ConcurrentMap<String, Places> keys = new ConcurrentHashMap<>();

    KeyedLimit(int limit) {
        this.limit = limit;
    }

    /** The places of a key, and how many hold or want one. */
    private record Places(Semaphore free, int claims) {
        Places claimed(int more) {
            return new Places(free, claims + more);
        }
    }

    /** Takes a place, to be given back; false when there was none in time. */
    boolean take(String key, Duration patience) throws InterruptedException {
        Semaphore free = keys.compute(
                        key,
                        (name, places) ->
                                (places == null ? new Places(new Semaphore(limit, true), 0) : places).claimed(1))
                .free();
        boolean taken = false;
        try {
            taken = free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
            return taken;
        } finally {
            if (!taken) {
                forget(key);
            }
        }
    }

    void giveBack(String key) {
        keys.get(key).free().release();
        forget(key);
    }

    private void forget(String key) {
        keys.computeIfPresent(key, (name, places) -> places.claims() == 1 ? null : places.claimed(-1));
    }

    int keys() {
        return keys.size();
    }
}

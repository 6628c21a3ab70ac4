package dev.trainyard.gateway.forward;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Knows that the gateway is about to stop. Requests are finished meanwhile; what would not end by itself is ended in
 * time, so that nobody has to be cut off.
 */
@Singleton
class Draining {

    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final Set<Runnable> endless = ConcurrentHashMap.newKeySet();
    private final Vertx vertx;
    private final Duration limit;
    private volatile boolean on;
    private volatile boolean over;

    Draining(
            Vertx vertx,
            @ConfigProperty(name = "quarkus.shutdown.delay") Duration delay,
            @ConfigProperty(name = "quarkus.shutdown.timeout") Duration timeout) {
        this.vertx = vertx;
        Duration half = timeout.dividedBy(2);
        this.limit = delay.plus(timeout).minus(half.compareTo(MARGIN) < 0 ? half : MARGIN);
    }

    void begin(@Observes ShutdownDelayInitiatedEvent stopping) {
        on = true;
        vertx.setTimer(Math.max(1, limit.toMillis()), id -> endAll());
    }

    private void endAll() {
        over = true;
        endless.forEach(Runnable::run);
    }

    /** Whether the gateway is about to stop, so that clients should look for another one. */
    boolean isOn() {
        return on;
    }

    /** Lets {@code end} run on the caller's event loop when the time is up, unless what is returned has run before. */
    Runnable atLimit(Runnable end) {
        Context context = vertx.getOrCreateContext();
        Runnable ended = () -> context.runOnContext(now -> end.run());
        endless.add(ended);
        if (over) {
            ended.run();
        }
        return () -> endless.remove(ended);
    }
}

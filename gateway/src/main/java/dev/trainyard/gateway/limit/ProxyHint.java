package dev.trainyard.gateway.limit;

import dev.trainyard.gateway.visit.Visit;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Says in the log when it looks as if a proxy that nobody named is limited in the place of all who come through it. */
final class ProxyHint {

    private static final Logger LOG = Logger.getLogger(ProxyHint.class);
    private static final long PAUSE = TimeUnit.MINUTES.toNanos(1);

    private final AtomicLong saidAt = new AtomicLong(System.nanoTime() - PAUSE);

    /** The request of {@code exchange} was refused for its address. */
    void consider(RoutingContext exchange) {
        String peer = exchange.request().connection().remoteAddress().hostAddress();
        boolean forwarded = exchange.request().headers().contains("X-Forwarded-For");
        if (!forwarded || !peer.equals(Visit.of(exchange).address())) {
            return;
        }
        long last = saidAt.get();
        long now = System.nanoTime();
        if (now - last >= PAUSE && saidAt.compareAndSet(last, now)) {
            LOG.warn(
                    "An address that sends X-Forwarded-For has reached its limit. If it is your proxy, name it in "
                            + "trainyard.gateway.forward.trusted-proxies, so that each client behind it has a limit of its own.");
        }
    }
}

package dev.trainyard.gateway.status;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Locale;

/**
 * How a service is, as far as the gateway can tell.
 *
 * @param condition how it is
 * @param since since when it is that way
 * @param latencyMillis how long its last good answer took; null before the first
 */
record ServiceState(Condition condition, Instant since, Long latencyMillis) {

    /** Whether a service can be used. */
    enum Condition {
        /** Not asked yet. */
        UNKNOWN,
        /** It says that it is ready. */
        UP,
        /** It says that it is not, or says nothing. */
        DOWN
    }

    static ServiceState unknown(Instant now) {
        return new ServiceState(Condition.UNKNOWN, now, null);
    }

    ServiceState answeredReady(Instant now, long latencyMillis) {
        return new ServiceState(Condition.UP, condition == Condition.UP ? since : now, latencyMillis);
    }

    ServiceState failed(Instant now) {
        return new ServiceState(Condition.DOWN, condition == Condition.DOWN ? since : now, latencyMillis);
    }

    boolean isUp() {
        return condition == Condition.UP;
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("status", condition.name().toLowerCase(Locale.ROOT))
                .put("since", since)
                .put("latencyMs", latencyMillis);
    }
}

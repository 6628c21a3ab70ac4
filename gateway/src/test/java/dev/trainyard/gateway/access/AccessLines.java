package dev.trainyard.gateway.access;

import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Reads the access log as it is written. */
final class AccessLines extends Handler implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger("access");

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    AccessLines() {
        LOG.addHandler(this);
    }

    /** The lines of the request with this id. */
    List<JsonObject> of(String requestId) {
        return lines.stream()
                .map(JsonObject::new)
                .filter(line -> requestId.equals(line.getString("requestId")))
                .toList();
    }

    /** The line of the request with this id, once there is one. */
    JsonObject awaited(String requestId) {
        await().until(() -> !of(requestId).isEmpty());
        return of(requestId).getFirst();
    }

    /** All lines as they are. */
    Queue<String> raw() {
        return lines;
    }

    @Override
    public void publish(LogRecord batch) {
        batch.getMessage().lines().forEach(lines::add);
    }

    @Override
    public void flush() {
        // There is nothing to flush.
    }

    @Override
    public void close() {
        LOG.removeHandler(this);
    }
}

package dev.trainyard.gateway.access;

import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jboss.logging.Logger;

/**
 * Hands lines over to the log many at a time. Each event loop collects its own, so that none waits for another, and to
 * wake the log's thread and to write cost once for many lines.
 */
@Singleton
class LineBatches {

    /** Not named after a class: the name is for whoever configures logs. */
    private static final Logger LOG = Logger.getLogger("access");

    /** As long as a line may wait for more, and as much as a crash may lose. */
    private static final long MAX_WAIT_MILLIS = 100;

    private static final int MAX_LENGTH = 16 * 1024;

    private final Vertx vertx;
    private final Queue<Batch> batches = new ConcurrentLinkedQueue<>();
    private final ThreadLocal<Batch> ofThread = ThreadLocal.withInitial(this::newBatch);
    private volatile boolean stopped;

    LineBatches(Vertx vertx) {
        this.vertx = vertx;
    }

    void write(String line) {
        ofThread.get().add(line);
    }

    void stop(@Observes ShutdownEvent stopping) {
        stopped = true;
        batches.forEach(Batch::handOver);
    }

    private Batch newBatch() {
        Batch batch = new Batch();
        batches.add(batch);
        return batch;
    }

    /** The lines of one thread; only when the gateway stops does another one come for them. */
    private final class Batch {
        private final StringBuilder lines = new StringBuilder(MAX_LENGTH);

        synchronized void add(String line) {
            if (lines.isEmpty()) {
                vertx.setTimer(MAX_WAIT_MILLIS, rung -> handOver());
            } else {
                lines.append('\n');
            }
            lines.append(line);
            if (stopped || lines.length() >= MAX_LENGTH) {
                handOver();
            }
        }

        synchronized void handOver() {
            if (!lines.isEmpty()) {
                LOG.info(lines.toString());
                lines.setLength(0);
            }
        }
    }
}

package dev.trainyard.gateway.forward;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;
import java.util.function.LongPredicate;

/** Carries a body from one side to the other, no faster than it is taken and without keeping any of it. */
final class BodyPump {

    private final ReadStream<Buffer> from;
    private final WriteStream<Buffer> to;
    private final BodyLength length;
    private final LongPredicate moved;
    private final Runnable ending;
    private long carried;
    private boolean blocked;
    private boolean waited;
    private boolean done;

    /**
     * A pump that does not run yet.
     *
     * @param moved is told how many bytes have come by now; false means that the rest is not wanted
     * @param ending is told just before the last of the body is handed over
     */
    BodyPump(ReadStream<Buffer> from, WriteStream<Buffer> to, BodyLength length, LongPredicate moved, Runnable ending) {
        this.from = from;
        this.to = to;
        this.length = length;
        this.moved = moved;
        this.ending = ending;
    }

    void start() {
        from.handler(this::carry);
        from.endHandler(end -> end());
        // Set before anything is written: the other side may drain on another thread, and must find it.
        to.drainHandler(drained -> unblock());
        from.resume();
    }

    /** Carries no more; what is left of the body is for somebody else. */
    void stop() {
        done = true;
    }

    /** Whether it is the receiving side that holds the body up. */
    boolean isBlocked() {
        return blocked;
    }

    /** Whether the receiving side has held the body up since this was asked last. */
    boolean hasWaited() {
        boolean since = waited;
        waited = false;
        return since;
    }

    private void carry(Buffer chunk) {
        if (done) {
            return;
        }
        carried += chunk.length();
        if (!moved.test(carried)) {
            done = true;
        } else if (carried == length.bytes()) {
            // The last bytes and the end in one write, which is worth having for small bodies.
            done = true;
            ending.run();
            to.end(chunk);
        } else {
            to.write(chunk);
            if (to.writeQueueFull()) {
                blocked = true;
                waited = true;
                from.pause();
            }
        }
    }

    private void unblock() {
        if (blocked && !done) {
            blocked = false;
            from.resume();
        }
    }

    private void end() {
        if (!done) {
            done = true;
            ending.run();
            to.end();
        }
    }
}

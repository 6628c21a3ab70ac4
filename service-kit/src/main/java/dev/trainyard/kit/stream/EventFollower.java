package dev.trainyard.kit.stream;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * One who follows something as server-sent events. It knows what is on its way to them, so that nothing needs to be kept for
 * a slow one. Who goes, at whatever moment, is only gone: nothing that is done here throws for it, since the same thread has
 * others to tell.
 */
public abstract class EventFollower {

    private static final Logger LOG = Logger.getLogger(EventFollower.class);

    private final String user;
    private final SseEventSink sink;
    private final Sse sse;
    private final long began = System.nanoTime();
    private final AtomicInteger onTheWay = new AtomicInteger();
    // When something was last sent, or taken.
    private final AtomicLong moved = new AtomicLong(began);
    private volatile boolean gone;

    /** Follows from now on. */
    protected EventFollower(String user, SseEventSink sink, Sse sse) {
        this.user = user;
        this.sink = sink;
        this.sse = sse;
    }

    /** Who follows. */
    public String user() {
        return user;
    }

    /** Whether nothing reaches them any more. */
    public boolean isGone() {
        return gone || sink.isClosed();
    }

    /** Whether they have taken all that was sent. */
    public boolean isReady() {
        return onTheWay.get() == 0 && !isGone();
    }

    /** Whether what was sent has not been taken for longer than that. */
    public boolean isStuck(Duration patience) {
        return onTheWay.get() > 0 && System.nanoTime() - moved.get() > patience.toNanos();
    }

    /** Whether nothing was sent for longer than that, though they would take it. */
    public boolean isSilent(Duration heartbeat) {
        return isReady() && System.nanoTime() - moved.get() > heartbeat.toNanos();
    }

    /** Whether they have followed for longer than that. */
    public boolean isOlderThan(Duration longest) {
        return System.nanoTime() - began > longest.toNanos();
    }

    /** Sends what clients pass over. */
    public void comment(String text) {
        send(sse.newEventBuilder().comment(text).build());
    }

    /**
     * Sends an event.
     *
     * @param id that a client may come again with; null for none
     * @param data written as JSON; a text is JSON already
     */
    protected void send(String name, String id, Object data) {
        send(sse.newEventBuilder()
                .name(name)
                .id(id)
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(data)
                .build());
    }

    /** Sends {@code why} as the last event, {@code end}, and ends. */
    protected void endWith(Object why) {
        send("end", null, why);
        close();
    }

    /** Ends; what was sent is still on its way. */
    protected void close() {
        gone = true;
        try {
            sink.close();
        } catch (RuntimeException goneAlready) {
            LOG.debug("One who followed went before the end", goneAlready);
        }
    }

    private void send(OutboundSseEvent event) {
        if (isGone()) {
            return;
        }
        onTheWay.incrementAndGet();
        moved.set(System.nanoTime());
        try {
            sink.send(event).whenComplete((sent, failure) -> taken(failure));
        } catch (RuntimeException failure) {
            // Of who went since isGone said no.
            taken(failure);
        }
    }

    private void taken(Throwable failure) {
        onTheWay.decrementAndGet();
        moved.set(System.nanoTime());
        if (failure != null) {
            gone = true;
            LOG.debug("One who follows has gone", failure);
        }
    }
}

package dev.trainyard.deployment.log;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One who follows a log. Nothing is kept for a slow one but what is on its way: until that has been taken, the database is
 * not asked for more.
 */
abstract class Tail {

    private final String user;
    private final UUID id;
    private final SseEventSink sink;
    private final Sse sse;
    private final long began = System.nanoTime();
    private final AtomicInteger onTheWay = new AtomicInteger();
    // When something was last sent, or taken.
    private final AtomicLong moved = new AtomicLong(began);
    private volatile boolean gone;

    Tail(String user, UUID id, SseEventSink sink, Sse sse) {
        this.user = user;
        this.id = id;
        this.sink = sink;
        this.sse = sse;
    }

    String user() {
        return user;
    }

    /** The deployment or the run. */
    UUID id() {
        return id;
    }

    boolean isGone() {
        return gone || sink.isClosed();
    }

    boolean isReady() {
        return onTheWay.get() == 0 && !isGone();
    }

    /** Whether what was sent has not been taken for longer than that. */
    boolean isStuck(Duration patience) {
        return onTheWay.get() > 0 && System.nanoTime() - moved.get() > patience.toNanos();
    }

    boolean isSilent(Duration heartbeat) {
        return isReady() && System.nanoTime() - moved.get() > heartbeat.toNanos();
    }

    boolean isOlderThan(Duration longest) {
        return System.nanoTime() - began > longest.toNanos();
    }

    /** Sends an event whose id a client may come again with. */
    void send(String name, String eventId, Object data) {
        send(sse.newEventBuilder()
                .name(name)
                .id(eventId)
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(data)
                .build());
    }

    void comment(String text) {
        send(sse.newEventBuilder().comment(text).build());
    }

    /** Says why nothing more comes, as its last event, and ends. */
    void end(String name, String why) {
        send(sse.newEventBuilder()
                .name(name)
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(new TailEnd(why))
                .build());
        close();
    }

    void close() {
        gone = true;
        sink.close();
    }

    private void send(OutboundSseEvent event) {
        if (isGone()) {
            return;
        }
        onTheWay.incrementAndGet();
        moved.set(System.nanoTime());
        sink.send(event).whenComplete((sent, failure) -> {
            onTheWay.decrementAndGet();
            moved.set(System.nanoTime());
            gone = gone || failure != null;
        });
    }
}

package dev.trainyard.quiz.leaderboard;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * One who follows a leaderboard. A slow one is sent nothing until what is on its way has been taken, and then how it stands
 * by then: what came between is left out, and kept nowhere.
 */
final class Follower {

    private static final Logger LOG = Logger.getLogger(Follower.class);

    private final String user;
    private final Board board;
    private final int limit;
    private final SseEventSink sink;
    private final Sse sse;
    private final long began = System.nanoTime();
    private final AtomicInteger onTheWay = new AtomicInteger();
    // When something was last sent, or taken.
    private final AtomicLong moved = new AtomicLong(began);
    private volatile boolean gone;

    // Of the thread that tells all. Only what tells one from another: a slow one would keep what it was told in memory.
    private long told;
    private String toldTop;
    private PlaceView toldPlace;

    /**
     * Follows from the latest on.
     *
     * @param limit how many places from the first on are told
     */
    Follower(String user, Board board, int limit, SseEventSink sink, Sse sse) {
        this.user = user;
        this.board = board;
        this.limit = limit;
        this.sink = sink;
        this.sse = sse;
    }

    String user() {
        return user;
    }

    Board board() {
        return board;
    }

    int limit() {
        return limit;
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

    boolean hasHeardOf(Ranking ranking) {
        return ranking.number() == told;
    }

    /**
     * Sends what is new to this one.
     *
     * @param top the same for all with this limit
     */
    void tell(Ranking ranking, Top top) {
        told = ranking.number();
        if (!top.digest().equals(toldTop)) {
            toldTop = top.digest();
            send("leaderboard", top.json());
        }
        PlaceView place = ranking.of(user).map(PlaceView::of).orElse(null);
        if (place != null && !place.equals(toldPlace)) {
            toldPlace = place;
            send("me", place);
        }
    }

    void comment(String text) {
        send(sse.newEventBuilder().comment(text).build());
    }

    /** Says why nothing more comes, as its last event, and ends. */
    void end(String why) {
        send("end", new StreamEnd(why));
        gone = true;
        try {
            sink.close();
        } catch (RuntimeException goneAlready) {
            LOG.debug("One who followed went before the end", goneAlready);
        }
    }

    private void send(String name, Object data) {
        send(sse.newEventBuilder()
                .name(name)
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(data)
                .build());
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
            // Of who went since isGone said no. All others are still to hear.
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

package dev.trainyard.quiz.leaderboard;

import dev.trainyard.kit.stream.EventFollower;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;

/**
 * One who follows a leaderboard. A slow one is sent nothing until what is on its way has been taken, and then how it stands
 * by then: what came between is left out, and kept nowhere.
 */
final class Follower extends EventFollower {

    private final Board board;
    private final int limit;

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
        super(user, sink, sse);
        this.board = board;
        this.limit = limit;
    }

    Board board() {
        return board;
    }

    int limit() {
        return limit;
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
            send("leaderboard", null, top.json());
        }
        PlaceView place = ranking.of(user()).map(PlaceView::of).orElse(null);
        if (place != null && !place.equals(toldPlace)) {
            toldPlace = place;
            send("me", null, place);
        }
    }

    /** Says why nothing more comes, as its last event, and ends. */
    void end(String why) {
        endWith(new StreamEnd(why));
    }
}

package dev.trainyard.bench.load;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/** Requests of one method, each made for its turn: so that users, things and values change from one to the next. */
public final class Calls {

    private final String method;
    private final LongFunction<Call> ofTurn;
    // Over all runs: what one has written, another shall not find there.
    private final AtomicLong turn = new AtomicLong();

    /**
     * Requests without an end.
     *
     * @param ofTurn the request of a turn, which begin at 0
     */
    public Calls(String method, LongFunction<Call> ofTurn) {
        this.method = method;
        this.ofTurn = ofTurn;
    }

    /** The same request each time. */
    public static Calls always(String method, Call call) {
        return new Calls(method, _ -> call);
    }

    String method() {
        return method;
    }

    Call next() {
        return ofTurn.apply(turn.getAndIncrement());
    }
}

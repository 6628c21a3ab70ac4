package dev.trainyard.bench.load;

import io.hyperfoil.api.connection.Connection;
import io.hyperfoil.api.session.Session;
import io.hyperfoil.http.api.HttpRequest;
import io.hyperfoil.http.api.HttpRequestWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * Makes the requests of one run, and records what came of them. Hyperfoil's own times begin when a request is sent; these
 * begin when it was due. Used by the generator's only thread, one session for each request under way.
 */
final class Recorder {

    private static final int DIGITS = 3;

    private final Calls calls;
    private final long nanosBetween;
    private final long settling;
    private final Map<Integer, UnderWay> underWay = new HashMap<>();
    private final List<Ended> ended = new ArrayList<>();
    private long begun;
    // When the first was due: the latest moment by which none was sent before its time.
    private long firstDue = Long.MAX_VALUE;
    private Call current;

    private static final class UnderWay {
        private final long due;
        private int status;

        UnderWay(long due) {
            this.due = due;
        }
    }

    /**
     * A request that was answered, or given up.
     *
     * @param due in a closed loop when it was sent; in an open one how long after the first
     */
    private record Ended(long due, long end, int status) {}

    private Recorder(Calls calls, long nanosBetween, long settling) {
        this.calls = calls;
        this.nanosBetween = nanosBetween;
        this.settling = settling;
    }

    /** Each is due when it can be sent. */
    static Recorder ofClosedLoop(Calls calls) {
        return new Recorder(calls, 0, 0);
    }

    /** Each is due some time after the one before it; how long they take counts for those that are due after settling. */
    static Recorder ofOpenLoop(Calls calls, int perSecond, Duration settling) {
        return new Recorder(calls, Math.round(1e9 / perSecond), settling.toNanos());
    }

    String method() {
        return calls.method();
    }

    private boolean isOpen() {
        return nanosBetween > 0;
    }

    /** The path of the next request, whose headers and body are asked for before there is another one. */
    String begin(Session session) {
        long now = System.nanoTime();
        long after = begun * nanosBetween;
        firstDue = Math.min(firstDue, now - after);
        underWay.put(session.uniqueId(), new UnderWay(isOpen() ? after : now));
        begun++;
        current = calls.next();
        return current.path();
    }

    void addHeaders(Session session, HttpRequestWriter request) {
        request.putHeader("Authorization", "Bearer " + current.token());
        if (current.body() != null) {
            request.putHeader("Content-Type", "application/json");
        }
    }

    ByteBuf body(Session session, Connection connection) {
        return current.body() == null
                ? null
                : Unpooled.wrappedBuffer(current.body().getBytes(StandardCharsets.UTF_8));
    }

    void status(HttpRequest request, int status) {
        underWay.get(request.session.uniqueId()).status = status;
    }

    void end(Session session) {
        UnderWay over = underWay.remove(session.uniqueId());
        ended.add(new Ended(over.due, System.nanoTime(), over.status));
    }

    Measured measured(Duration lasting, long unanswered, Duration generatorCpu) {
        Histogram served = new Histogram(DIGITS);
        Histogram refused = new Histogram(DIGITS);
        Map<Integer, Long> statuses = new TreeMap<>();
        for (Ended one : ended) {
            statuses.merge(one.status, 1L, Long::sum);
            if (isOpen() && one.due < settling) {
                continue;
            }
            long took = one.end - one.due - (isOpen() ? firstDue : 0);
            if (one.status >= 200 && one.status < 300) {
                served.recordValue(took);
            } else if (one.status == 429 || one.status == 503) {
                refused.recordValue(took);
            }
        }
        return new Measured(lasting, served, refused, statuses, unanswered, generatorCpu);
    }
}

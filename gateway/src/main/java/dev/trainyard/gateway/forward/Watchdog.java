package dev.trainyard.gateway.forward;

import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * Raises the alarm when nothing has moved for as long as allowed. Movement only notes the time, so that one timer serves
 * a whole request and no chunk of a body costs one.
 */
final class Watchdog {

    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private long limit;
    private Runnable alarm;
    private long movedAt;
    private long timer = NO_TIMER;
    private long timerDue;

    Watchdog(Vertx vertx) {
        this.vertx = vertx;
    }

    /** From now on, raises {@code alarm} after {@code limit} without movement, in place of what was watched before. */
    void watch(Duration limit, Runnable alarm) {
        this.limit = limit.toNanos();
        this.alarm = alarm;
        moved();
        long due = movedAt + this.limit;
        if (timer == NO_TIMER || due - timerDue < 0) {
            stop();
            ringIn(this.limit);
        }
    }

    void moved() {
        movedAt = System.nanoTime();
    }

    void stop() {
        if (timer != NO_TIMER) {
            vertx.cancelTimer(timer);
            timer = NO_TIMER;
        }
    }

    private void ringIn(long nanos) {
        timerDue = System.nanoTime() + nanos;
        // Rounded up, since a timer that rings early would only be set again.
        timer = vertx.setTimer(Duration.ofNanos(nanos).toMillis() + 1, id -> rung());
    }

    private void rung() {
        timer = NO_TIMER;
        long left = limit - (System.nanoTime() - movedAt);
        if (left > 0) {
            ringIn(left);
        } else {
            alarm.run();
        }
    }
}

package dev.trainyard.gateway.connection;

import io.micrometer.core.instrument.Counter;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection that does not bring the head of a request to its end within a time from its first byte, however
 * busily it sends; so does one that is still sending the body of a request that was answered long ago. A head that comes
 * as a whole, as nearly all do, costs no timer.
 */
final class HeadWatch extends ChannelInboundHandlerAdapter {

    private static final int SWITCHING_PROTOCOLS = 101;

    private final long timeoutNanos;
    private final Counter slow;
    private ChannelHandlerContext connection;
    private boolean inRequest;
    private int requests;
    private ScheduledFuture<?> deadline;

    HeadWatch(Duration timeout, Counter slow) {
        this.timeoutNanos = timeout.toNanos();
        this.slow = slow;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        this.connection = added;
    }

    @Override
    public void channelRead(ChannelHandlerContext connection, Object bytes) {
        int before = requests;
        connection.fireChannelRead(bytes);
        boolean incomplete = !inRequest && before == requests && !connection.isRemoved();
        if (incomplete && deadline == null) {
            deadline = connection.executor().schedule(this::tooSlow, timeoutNanos, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext connection) {
        cancel();
        connection.fireChannelInactive();
    }

    /** The head of a request is there. */
    void requestBegins() {
        requests++;
        inRequest = true;
        cancel();
    }

    /** A request has been answered; what comes next belongs to another one, or to none. */
    void requestEnds(int status) {
        inRequest = false;
        if (status == SWITCHING_PROTOCOLS) {
            stop();
        }
    }

    /** No more heads will come that can be told. */
    void stop() {
        cancel();
        if (!connection.isRemoved()) {
            connection.pipeline().remove(this);
        }
    }

    private void tooSlow() {
        connection.close().addListener(closed -> slow.increment());
    }

    private void cancel() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }
}

package dev.trainyard.standalone.process;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C, SIGTERM and SIGHUP as a request to stop in order. The JVM waits for that, up to a bound, and then ends with
 * the exit code of the command: 0 for a stop that was asked for and done.
 */
public final class StopSignals {

    private static final Duration LONGEST_STOP = Duration.ofSeconds(90);

    private final CountDownLatch done = new CountDownLatch(1);
    private volatile Optional<Runnable> request = Optional.empty();
    private volatile boolean received;
    private volatile int exitCode = 1;

    private StopSignals() {}

    public static StopSignals installed() {
        var signals = new StopSignals();
        Runtime.getRuntime().addShutdownHook(new Thread(signals::stopInOrder, "stop-in-order"));
        return signals;
    }

    /** From now on a signal runs this, instead of ending the process at once. */
    public void relayTo(Runnable stop) {
        request = Optional.of(stop);
    }

    /** Whether one has come. */
    public boolean received() {
        return received;
    }

    /** The command is over; the JVM may end. */
    public void done(int code) {
        exitCode = code;
        done.countDown();
    }

    private void stopInOrder() {
        if (request.isEmpty() || done.getCount() == 0) {
            return;
        }
        received = true;
        request.get().run();
        try {
            if (done.await(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(exitCode);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

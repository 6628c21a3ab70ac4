package dev.trainyard.bench.suite;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A process that we have started, and that shall not outlive us. */
final class Child implements AutoCloseable {

    private final Process process;
    private final Duration patience;
    private final Thread lastWill;

    /** Who has so long to stop in good order. */
    Child(Process process, Duration patience) {
        this.process = process;
        this.patience = patience;
        this.lastWill = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(lastWill);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
            Runtime.getRuntime().removeShutdownHook(lastWill);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException end) {
            // We are about to end ourselves, and it with us.
            process.destroy();
        }
    }
}

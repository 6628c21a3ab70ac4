package dev.trainyard.bench.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.Consumer;

/** The suite over data of several sizes, each in a directory of its own that is kept: one at a time, as it is asked for. */
public final class Suites implements AutoCloseable {

    private final Path checkout;
    private final Path data;
    private final int port;
    private final boolean isNative;
    private final Consumer<String> progress;
    private RunningSuite running;
    private int sets;

    /**
     * None runs yet.
     *
     * @param data the directory of their directories
     * @param port the first of 21 free ports
     * @param isNative whether they run as native executables
     * @param progress is told what is going on
     */
    public Suites(Path checkout, Path data, int port, boolean isNative, Consumer<String> progress) {
        this.checkout = checkout;
        this.data = data;
        this.port = port;
        this.isNative = isNative;
        this.progress = progress;
    }

    /** The suite with so many sets in its table, or about: started, and filled, if need be; another one is stopped before. */
    public RunningSuite of(int wanted) throws SQLException {
        if (running == null || sets != wanted) {
            close();
            progress.accept("Starting the suite over %,d sets".formatted(wanted));
            try {
                running = RunningSuite.start(checkout, data.resolve(Integer.toString(wanted)), port, isNative);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            sets = wanted;
            new TrainingHistory(running).growTo(wanted);
        }
        return running;
    }

    @Override
    public void close() {
        if (running != null) {
            running.close();
            running = null;
        }
    }
}

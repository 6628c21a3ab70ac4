package dev.trainyard.bench.suite;

import dev.trainyard.standalone.files.Directories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** The suite over data of several sizes, each in a directory of its own that is kept
 * for a week: one at a time, as it is asked for. */
public final class Suites implements AutoCloseable {

    private static final Duration FRESH = Duration.ofDays(7);
    // Of what was loaded: what is measured adds sets.
    private static final double MOST = 1.5;

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
                Path home = data.resolve(Integer.toString(wanted));
                Path loaded = home.resolve("loaded-sets");
                if (isOld(loaded)) {
                    Directories.delete(home);
                }
                running = RunningSuite.start(checkout, home, port, isNative);
                sets = wanted;
                TrainingHistory history = new TrainingHistory(running);
                if (Files.exists(loaded) && history.sets() > MOST * Long.parseLong(Files.readString(loaded))) {
                    progress.accept("  with new data: too much was added to what was there");
                    close();
                    Directories.delete(home);
                    return of(wanted);
                }
                history.growTo(wanted);
                if (!Files.exists(loaded)) {
                    Files.writeString(loaded, Long.toString(history.sets()));
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return running;
    }

    /** Who trained until some time ago has nothing in a dashboard any more. */
    private static boolean isOld(Path loaded) throws IOException {
        return Files.exists(loaded)
                && Files.getLastModifiedTime(loaded)
                        .toInstant()
                        .isBefore(Instant.now().minus(FRESH));
    }

    @Override
    public void close() {
        if (running != null) {
            running.close();
            running = null;
        }
    }
}

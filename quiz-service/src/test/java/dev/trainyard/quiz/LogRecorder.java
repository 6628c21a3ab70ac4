package dev.trainyard.quiz;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;

/** What is logged while it is open, with the traces of what was thrown. */
public final class LogRecorder implements AutoCloseable {

    private static final Logger ROOT = Logger.getLogger("");

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<Logger> verbose;

    private final Handler handler = new Handler() {

        @Override
        public void publish(LogRecord line) {
            StringWriter text = new StringWriter();
            text.append(new SimpleFormatter().formatMessage(line));
            if (line.getThrown() != null) {
                line.getThrown().printStackTrace(new PrintWriter(text));
            }
            lines.add(text.toString());
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    /** Listens to all that is logged, and has these loggers say everything. */
    public LogRecorder(String... verbose) {
        this.verbose = Stream.of(verbose).map(Logger::getLogger).toList();
        handler.setLevel(Level.ALL);
        this.verbose.forEach(logger -> logger.setLevel(Level.ALL));
        ROOT.addHandler(handler);
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        ROOT.removeHandler(handler);
        verbose.forEach(logger -> logger.setLevel(null));
    }
}

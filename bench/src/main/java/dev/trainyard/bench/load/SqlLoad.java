package dev.trainyard.bench.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/** Clients of the database itself, each doing the same over and over: for habits that have nothing to do with HTTP. */
public final class SqlLoad {

    private static final int DIGITS = 3;

    /** Where connections come from. */
    @FunctionalInterface
    public interface Source {
        Connection connect() throws SQLException;
    }

    /** What a client does, over a connection of its own. */
    @FunctionalInterface
    public interface Work {

        /**
         * Does it once.
         *
         * @param client which one it is, from 0
         * @param turn which time it is, of all clients and runs
         */
        void once(Connection connection, int client, long turn) throws SQLException;
    }

    private final Source source;
    private final Work work;
    private final boolean isConnectionKept;
    private final AtomicLong turn = new AtomicLong();

    private SqlLoad(Source source, Work work, boolean isConnectionKept) {
        this.source = source;
        this.work = work;
        this.isConnectionKept = isConnectionKept;
    }

    /** Each client keeps its connection, as a pool would. */
    public static SqlLoad pooled(Source source, Work work) {
        return new SqlLoad(source, work, true);
    }

    /** A connection for each time. */
    public static SqlLoad connecting(Source source, Work work) {
        return new SqlLoad(source, work, false);
    }

    /** So many clients, as fast as they can; a time that fails ends it. */
    public Measured run(int clients, Duration lasting) throws SQLException {
        ProcessorTime watch = ProcessorTime.watch();
        long begin = System.nanoTime();
        Histogram all = new Histogram(DIGITS);
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            List<Future<Histogram>> running = new ArrayList<>();
            for (int number = 0; number < clients; number++) {
                int client = number;
                running.add(threads.submit(() -> run(client, begin + lasting.toNanos())));
            }
            for (Future<Histogram> one : running) {
                all.add(one.get());
            }
        } catch (ExecutionException failure) {
            throw new SQLException(failure.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new SQLException(stopped);
        }
        return new Measured(
                Duration.ofNanos(System.nanoTime() - begin),
                all,
                new Histogram(DIGITS),
                Map.of(200, all.getTotalCount()),
                0,
                watch.spent());
    }

    private Histogram run(int client, long end) throws SQLException {
        Histogram took = new Histogram(DIGITS);
        if (isConnectionKept) {
            try (Connection connection = source.connect()) {
                while (System.nanoTime() < end) {
                    long begin = System.nanoTime();
                    work.once(connection, client, turn.getAndIncrement());
                    took.recordValue(System.nanoTime() - begin);
                }
            }
        } else {
            while (System.nanoTime() < end) {
                long begin = System.nanoTime();
                try (Connection connection = source.connect()) {
                    work.once(connection, client, turn.getAndIncrement());
                }
                took.recordValue(System.nanoTime() - begin);
            }
        }
        return took;
    }
}

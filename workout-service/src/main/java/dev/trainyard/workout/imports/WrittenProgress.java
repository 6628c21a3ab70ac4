package dev.trainyard.workout.imports;

import io.quarkus.narayana.jta.QuarkusTransaction;
import java.time.Duration;
import java.util.UUID;

/**
 * Writes how far an import is where others see it, in transactions of its own beside the import's: once a second, not
 * once a row.
 */
final class WrittenProgress implements Progress {

    private static final long EVERY_NANOS = Duration.ofSeconds(1).toNanos();
    // The clock is not looked at for each row either.
    private static final int ROWS_PER_LOOK = 256;

    private final ImportStore imports;
    private final String user;
    private final UUID id;
    private long writtenAt = System.nanoTime();
    private long rows;
    private long bytes;
    private Integer planned;
    private int added;

    WrittenProgress(ImportStore imports, String user, UUID id) {
        this.imports = imports;
        this.user = user;
        this.id = id;
    }

    @Override
    public void read(long rowsSoFar, long bytesSoFar) {
        rows = rowsSoFar;
        bytes = bytesSoFar;
        if (rows % ROWS_PER_LOOK == 0 && System.nanoTime() - writtenAt > EVERY_NANOS) {
            write();
        }
    }

    @Override
    public void planned(int sets) {
        planned = sets;
        write();
    }

    @Override
    public void added(int sets) {
        added = sets;
        if (added == planned || System.nanoTime() - writtenAt > EVERY_NANOS) {
            write();
        }
    }

    private void write() {
        QuarkusTransaction.requiringNew().run(() -> imports.progress(user, id, rows, bytes, planned, added));
        writtenAt = System.nanoTime();
    }
}

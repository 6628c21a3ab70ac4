package dev.trainyard.workout.imports;

import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import org.jboss.logging.Logger;

/** Runs imports whose request does not wait for them. They live as long as the process; what dies with it leaves nothing. */
@ApplicationScoped
class ImportJobs {

    private static final Logger LOG = Logger.getLogger(ImportJobs.class);

    private final ImportService imports;
    private final ImportSlots slots;
    private final ExecutorService threads;

    ImportJobs(ImportService imports, ImportSlots slots, @VirtualThreads ExecutorService threads) {
        this.imports = imports;
        this.slots = slots;
        this.threads = threads;
    }

    /**
     * Starts an import and returns when it is sure to happen: the file is of its format, and it is the user's turn.
     *
     * @return the import's id
     */
    UUID start(String user, Upload upload, Reading reading) throws Exception {
        ImportSlots.Slot slot = slots.take();
        CompletableFuture<UUID> opened = new CompletableFuture<>();
        try {
            Upload handedOver = upload.handOver();
            threads.execute(() -> run(user, handedOver, reading, slot, opened));
        } catch (Exception failure) {
            slot.close();
            throw failure;
        }
        try {
            return opened.get();
        } catch (ExecutionException refused) {
            throw refused.getCause() instanceof Exception cause ? cause : refused;
        }
    }

    private void run(
            String user, Upload upload, Reading reading, ImportSlots.Slot slot, CompletableFuture<UUID> opened) {
        try (slot;
                upload) {
            imports.takeWatched(user, upload.file(), reading, opened::complete);
        } catch (Throwable failure) {
            if (!opened.completeExceptionally(failure)) {
                LOG.error("An import ended unexpectedly", failure);
            }
        }
    }
}

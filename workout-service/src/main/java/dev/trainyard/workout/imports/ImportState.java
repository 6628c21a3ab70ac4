package dev.trainyard.workout.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An import, and how far it is.
 *
 * @param state running, finished, failed (nothing of it is there) or undone
 * @param percent of the work, 100 when finished
 * @param bytes of the file, {@code bytesRead} of them read, with {@code rows} rows
 * @param sets how many are added; seen by others when it is finished
 * @param problem what ended it, as problem details; null unless it failed
 * @param result as the answer of an import that is waited for; null unless it finished
 */
@JsonInclude
record ImportState(
        UUID id,
        String format,
        boolean dryRun,

        @Schema(enumeration = {"running", "finished", "failed", "undone"})
        String state,

        int percent,
        long bytes,
        long bytesRead,
        int rows,
        int sets,
        Instant startedAt,
        Instant finishedAt,
        @JsonRawValue @Schema(ref = "Problem") String problem,

        @JsonRawValue @Schema(implementation = ImportView.class)
        String result) {

    static final String RUNNING = "running";

    private static final int READING_PERCENT = 30;
    private static final int ADDING_PERCENT = 65;

    /**
     * The figures of progress.
     *
     * @param planned how many sets will be added; null while that is not known
     */
    record Counts(long bytes, long bytesRead, int rows, Integer planned, int added) {

        /** Of the time that it takes, by and large: to read, to add, and to recompute records. */
        private int percent() {
            long reading = bytes == 0 ? 0 : READING_PERCENT * bytesRead / bytes;
            long adding = planned == null || planned == 0 ? 0 : (long) ADDING_PERCENT * added / planned;
            return (int) (reading + adding);
        }
    }

    static ImportState of(
            UUID id,
            String format,
            boolean dryRun,
            String state,
            Counts counts,
            Instant startedAt,
            Instant finishedAt,
            String problem,
            String result) {
        return new ImportState(
                id,
                format,
                dryRun,
                state,
                state.equals("finished") ? 100 : counts.percent(),
                counts.bytes(),
                counts.bytesRead(),
                counts.rows(),
                counts.added(),
                startedAt,
                finishedAt,
                problem,
                result);
    }

    boolean isRunning() {
        return state.equals(RUNNING);
    }
}

package dev.trainyard.workout.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;

/**
 * What an import did, or, as a dry run, would do.
 *
 * @param id for taking it back; null for a dry run
 * @param workouts how many are new, like {@code sets} and {@code exercises}
 * @param duplicates rows that were there already
 * @param skipped rows that cannot be taken in, the first 1000 of them
 * @param skippedCount how many those are in all
 */
@JsonInclude
record ImportView(
        UUID id,
        String format,
        boolean dryRun,
        int workouts,
        int sets,
        int exercises,
        int duplicates,
        int skippedCount,
        List<SkippedRow> skipped) {}

package dev.trainyard.workout.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What an import did, or, as a dry run, would do.
 *
 * @param id for taking it back; null for a dry run
 * @param workouts how many are new, like {@code sets} and {@code exercises}
 * @param changedWorkouts how many were there and get further sets
 * @param unchangedWorkouts how many were there with all that the file has of them
 * @param duplicates rows that were there already
 * @param skipped rows that cannot be taken in, the first 1000 of them
 * @param skippedCount how many those are in all
 * @param changes the workouts that get sets, by their start, the first 200 of them
 * @param newExercises the names of the exercises that are new, the first 200 of them
 */
@RegisterForReflection
@JsonInclude
record ImportView(
        UUID id,
        String format,
        boolean dryRun,
        int workouts,
        int changedWorkouts,
        int unchangedWorkouts,
        int sets,
        int exercises,
        int duplicates,
        int skippedCount,
        List<SkippedRow> skipped,
        List<Change> changes,
        List<String> newExercises) {

    /**
     * A workout that gets sets.
     *
     * @param isNew whether the workout is new, too
     * @param sets how many it gets
     * @param duplicates how many of the file's it has
     */
    @RegisterForReflection
    @JsonInclude
    record Change(String name, Instant startedAt, boolean isNew, int sets, int duplicates) {}
}

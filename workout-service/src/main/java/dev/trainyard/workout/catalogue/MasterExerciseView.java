package dev.trainyard.workout.catalogue;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;

/**
 * What a client sees of an exercise of the catalogue.
 *
 * @param equipment null, as {@code mechanic}, {@code force} and {@code level}, where it does not apply
 * @param aliases its other names
 * @param mergedInto what it turned out to be, null for most
 * @param version its ETag
 */
@JsonInclude
record MasterExerciseView(
        UUID id,
        String name,
        String category,
        String equipment,
        String mechanic,
        String force,
        String level,
        List<String> primaryMuscles,
        List<String> secondaryMuscles,
        List<String> aliases,
        MasterExercise mergedInto,
        long version) {}

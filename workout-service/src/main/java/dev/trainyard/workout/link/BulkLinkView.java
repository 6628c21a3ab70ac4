package dev.trainyard.workout.link;

import dev.trainyard.workout.catalogue.MasterExercise;
import dev.trainyard.workout.exercise.ExerciseView;
import java.math.BigDecimal;
import java.util.List;

/**
 * Which exercises were linked, or would be.
 *
 * @param linked how many
 */
record BulkLinkView(boolean dryRun, int linked, List<Linked> items) {

    /** An exercise and what it was linked to. */
    record Linked(ExerciseView exercise, MasterExercise master, BigDecimal score) {}
}

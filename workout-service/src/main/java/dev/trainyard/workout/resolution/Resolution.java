package dev.trainyard.workout.resolution;

import dev.trainyard.workout.catalogue.MasterExercise;
import dev.trainyard.workout.exercise.ExerciseView;

/**
 * What a name stands for.
 *
 * @param exercise the user's own of this name, null when there is none
 * @param master the catalogue's, null when it stands for none
 */
record Resolution(ExerciseView exercise, MasterExercise master, Reason reason) {}

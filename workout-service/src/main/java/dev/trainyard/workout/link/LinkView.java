package dev.trainyard.workout.link;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.workout.catalogue.MasterExercise;
import dev.trainyard.workout.exercise.ExerciseView;
import dev.trainyard.workout.resolution.Reason;

/**
 * What an exercise of a user's stands for.
 *
 * @param master null when it stands for none of the catalogue
 * @param rejected whether the user said that it shall not stand for any
 */
@JsonInclude
record LinkView(ExerciseView exercise, MasterExercise master, Reason reason, boolean rejected) {}

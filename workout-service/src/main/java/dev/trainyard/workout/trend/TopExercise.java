package dev.trainyard.workout.trend;

import dev.trainyard.workout.exercise.ExerciseView;
import dev.trainyard.workout.weight.WeightUnit;
import java.math.BigDecimal;

/** What was done in an exercise over some days, in finished workouts and without warm-ups; {@code volume} in {@code unit}. */
record TopExercise(ExerciseView exercise, int workouts, int sets, BigDecimal volume, WeightUnit unit) {}

package dev.trainyard.workout.exercise;

/** An event: exercises of the user, or what they stand for, changed; acted upon once the change is committed. */
public record ExercisesChanged(String user) {}

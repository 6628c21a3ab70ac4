package dev.trainyard.workout.exercise;

import java.util.UUID;

/** What a client sees of an exercise. */
public record ExerciseView(UUID id, String name) {}

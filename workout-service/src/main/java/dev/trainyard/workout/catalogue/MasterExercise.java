package dev.trainyard.workout.catalogue;

import java.util.UUID;

/** An exercise of the catalogue, by its id and name. */
public record MasterExercise(UUID id, String name) {}

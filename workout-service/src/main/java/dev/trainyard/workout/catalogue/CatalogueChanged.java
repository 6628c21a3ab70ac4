package dev.trainyard.workout.catalogue;

/** An event: names in the catalogue changed, or what they mean; acted upon once the change is committed. */
public record CatalogueChanged() {}

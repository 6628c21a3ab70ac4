package dev.trainyard.workout.resolution;

import java.util.List;

/**
 * What names stand for.
 *
 * @param items one for each name, in their order, without candidates
 * @param resolved how many stand for an exercise of the catalogue
 */
record ResolvedNames(List<ResolvedName> items, int resolved) {}

package dev.trainyard.workout.export;

import java.util.Map;

/**
 * What was removed.
 *
 * @param rows how many of each table that had any, without those that went along with others
 */
record Erased(Map<String, Integer> rows) {}

package dev.trainyard.workout.imports;

import java.time.Instant;
import java.util.UUID;

/**
 * An import in a list: what can be taken back.
 *
 * @param state running, finished or failed
 * @param sets how many it brought
 */
record ImportSummary(UUID id, String format, String state, Instant importedAt, int sets) {}

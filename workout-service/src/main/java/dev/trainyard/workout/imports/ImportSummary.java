package dev.trainyard.workout.imports;

import java.time.Instant;
import java.util.UUID;

/** An import in a list: what can be taken back. */
record ImportSummary(UUID id, String format, Instant importedAt, int sets) {}

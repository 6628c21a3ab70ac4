package dev.trainyard.workout.imports;

import dev.trainyard.workout.weight.WeightUnit;
import java.time.ZoneId;
import java.util.Optional;

/**
 * How to read a file.
 *
 * @param format the one that it must be; empty to tell by the header
 * @param unit of weights, and {@code zone} of times, where the file does not say; the user's own when empty
 */
record Reading(Optional<ExportFormat> format, boolean dryRun, Optional<WeightUnit> unit, Optional<ZoneId> zone) {}

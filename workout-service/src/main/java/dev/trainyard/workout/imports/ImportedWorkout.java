package dev.trainyard.workout.imports;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * What a row of an export says of the workout that its set belongs to.
 *
 * @param startedAt on the clock of whoever logged it; with the name, what tells workouts apart
 * @param offset of that clock, null when the export does not say
 * @param duration zero when the export does not say
 * @param name null when it has none
 * @param notes null when it has none
 */
record ImportedWorkout(LocalDateTime startedAt, ZoneOffset offset, Duration duration, String name, String notes) {}

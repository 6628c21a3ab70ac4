package dev.trainyard.workout.workout;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;

/**
 * What a client sees of a workout in a list.
 *
 * @param finishedAt null while it is active
 */
@JsonInclude
record WorkoutSummary(UUID id, String name, Instant startedAt, Instant finishedAt, int setCount) {}

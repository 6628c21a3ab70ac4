package dev.trainyard.workout.workout;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.workout.set.SetView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What a client sees of a workout.
 *
 * @param finishedAt null while it is active
 * @param sets in the order of their numbers, at most 1000
 */
@JsonInclude
record WorkoutView(UUID id, String name, String notes, Instant startedAt, Instant finishedAt, List<SetView> sets) {}

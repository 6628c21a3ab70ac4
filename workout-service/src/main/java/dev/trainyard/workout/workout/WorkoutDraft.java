package dev.trainyard.workout.workout;

import jakarta.validation.constraints.Size;
import java.time.Instant;

/**
 * What a client may say of a workout that it starts.
 *
 * @param startedAt now when unsaid
 */
record WorkoutDraft(@Size(min = 1, max = 120) String name, Instant startedAt) {}

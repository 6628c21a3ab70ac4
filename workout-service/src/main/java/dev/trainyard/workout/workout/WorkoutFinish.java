package dev.trainyard.workout.workout;

import java.time.Instant;

/**
 * What a client may say of a workout that it finishes; the whole body may be absent.
 *
 * @param finishedAt now when unsaid
 */
record WorkoutFinish(Instant finishedAt) {}

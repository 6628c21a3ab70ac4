package dev.trainyard.workout.aggregate;

import java.time.Instant;

/**
 * Something that figures do not show yet.
 *
 * @param startedAt when the workout started that was changed; null when all days of the user are to be looked at
 */
record Change(String user, Instant startedAt) {}

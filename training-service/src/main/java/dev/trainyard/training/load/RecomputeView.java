package dev.trainyard.training.load;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * How far an order to compute everything anew is.
 *
 * @param state running, done, failed (some users could not be computed) or cancelled
 * @param endedAt null while it runs
 * @param failedUsers in chunks that were given up after three attempts
 * @param changedDays days of a user in a metric whose figures were others than before
 * @param errors the SQLSTATEs of attempts that failed
 */
@RegisterForReflection // Written by the management port, where nothing registers it.
record RecomputeView(
        UUID id,
        String state,
        String requestedBy,
        Instant requestedAt,
        Instant endedAt,
        long users,
        long usersDone,
        long failedUsers,
        long changedDays,
        List<String> errors) {}

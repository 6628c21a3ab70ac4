package dev.trainyard.kit.rollout;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * What an admin sees of a rollout.
 *
 * @param turnedOff when and why it turned itself off, null when it did not
 * @param updatedAt null when it stands as configured
 * @param thisReplica what the replica that answers has seen since it started
 */
@RegisterForReflection
record RolloutView(
        String name,
        String description,
        int percent,
        int comparePerMille,
        RolloutBounds bounds,
        TurnedOff turnedOff,
        Instant updatedAt,
        String updatedBy,
        long version,
        Seen thisReplica) {

    @RegisterForReflection
    record TurnedOff(Instant at, String reason) {}

    /** Counts since the start. */
    @RegisterForReflection
    record Seen(long comparisons, long mismatches, long fallbacks, Calls plain, Calls fast) {}

    /** Calls of one variant. */
    @RegisterForReflection
    record Calls(long calls, long errors, double meanMillis) {}

    static RolloutView of(RolloutDefinition definition, RolloutState state, Seen seen) {
        return new RolloutView(
                definition.name(),
                definition.description(),
                state.percent(),
                state.comparePerMille(),
                state.bounds(),
                state.isTurnedOff() ? new TurnedOff(state.turnedOffAt(), state.reason()) : null,
                state.updatedAt(),
                state.updatedBy(),
                state.version(),
                seen);
    }
}

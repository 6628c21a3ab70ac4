package dev.trainyard.kit.rollout;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How a rollout stands, the same on all replicas.
 *
 * @param turnedOffAt when it turned itself off, null when it did not
 * @param reason why it turned itself off
 * @param updatedAt null when it was never changed
 * @param version grows with each change; 0 when it was never changed
 */
record RolloutState(
        int percent,
        int comparePerMille,
        RolloutBounds bounds,
        Instant turnedOffAt,
        String reason,
        Instant updatedAt,
        String updatedBy,
        long version) {

    /** Before the table was read: what was turned off must not run because a replica has just started. */
    static final RolloutState UNKNOWN =
            new RolloutState(0, 0, new RolloutBounds(1, 0, BigDecimal.ONE, 1), null, null, null, null, -1);

    static RolloutState of(RolloutConfig.Initially initially) {
        RolloutBounds bounds = new RolloutBounds(
                initially.mismatches(), initially.errorsPerMille(), initially.latencyRatio(), initially.minCalls());
        return new RolloutState(initially.percent(), initially.comparePerMille(), bounds, null, null, null, null, 0);
    }

    RolloutState turnedOff(String why, Instant now) {
        return new RolloutState(0, comparePerMille, bounds, now, why, updatedAt, updatedBy, version);
    }

    boolean isTurnedOff() {
        return turnedOffAt != null;
    }

    /** Whether {@code user} gets the fast variant of {@code rollout}. */
    boolean includes(String rollout, String user) {
        return percentile(rollout, user) < percent;
    }

    /** Draws whether this read is one of those that are compared: also at 0 %, but not once it turned itself off. */
    boolean drawsComparison() {
        return !isTurnedOff() && ThreadLocalRandom.current().nextInt(1000) < comparePerMille;
    }

    /**
     * Where {@code user} stands among the users of {@code rollout}, 0–99: the same on every replica and after every
     * restart, and independent between rollouts. Steele, Lea and Flood's SplitMix64 spreads the strings' hashes.
     */
    static int percentile(String rollout, String user) {
        long mixed = ((long) rollout.hashCode() << 32) ^ Integer.toUnsignedLong(user.hashCode());
        mixed += 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return (int) Long.remainderUnsigned(mixed ^ (mixed >>> 31), 100);
    }
}

package dev.trainyard.quiz.reward;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What winners of a quiz get. Its players see it as well, without what is between the creator and whoever pays.
 *
 * @param shares of the first, second, … place, in basis points; none for a shared pot
 * @param distribution null before the pot is divided
 */
record RewardView(
        UUID quizId,
        Schedule schedule,
        List<Integer> shares,
        @Schema(nullable = true) Integer minCorrect,
        long potMinor,
        String currency,
        int feeBps,

        @Schema(nullable = true, description = "For the creator alone; null when it is gone")
        UUID channelId,

        Instant createdAt,
        Instant updatedAt,
        @Schema(nullable = true) Distribution distribution) {

    /**
     * That the pot was divided.
     *
     * @param payouts how far they have come; for the creator alone, else null
     */
    @Schema(name = "RewardDistribution")
    record Distribution(
            Instant distributedAt,
            long feeMinor,
            int winners,
            @Schema(nullable = true) PayoutCounts payouts) {}

    /** How many payouts are in which status. */
    record PayoutCounts(int pending, int sent, int confirmed, int failed) {}
}

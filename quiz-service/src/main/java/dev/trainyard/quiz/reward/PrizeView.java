package dev.trainyard.quiz.reward;

import java.time.Instant;
import java.util.UUID;

/** A payout as its winner sees it. */
record PrizeView(
        UUID payoutId,
        UUID quizId,
        String quizTitle,
        int rank,
        long amountMinor,
        String currency,
        PayoutStatus status,
        Instant createdAt,
        Instant updatedAt) {}

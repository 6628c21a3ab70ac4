package dev.trainyard.quiz.reward;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A payout as whoever owes it sees it.
 *
 * @param winner the subject of the winner's token
 * @param name the winner's in the quiz
 * @param attempt which time it is that it is handed over
 * @param reference what whoever paid calls the payment
 * @param failure why the last attempt failed, while none follows
 */
record PayoutView(
        UUID id,
        UUID quizId,
        String winner,
        String name,
        int rank,
        long amountMinor,
        String currency,
        PayoutStatus status,
        int attempt,
        @Schema(nullable = true) String reference,
        @Schema(nullable = true) String failure,
        Instant createdAt,
        Instant updatedAt) {}

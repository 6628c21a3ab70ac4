package dev.trainyard.quiz.reward;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;

/**
 * A payout as it is handed over to whoever pays: the JSON of the message.
 *
 * @param payoutId the same with every attempt: who pays does so once for it
 * @param winner the subject of the winner's token
 * @param attempt 1 at first
 */
@RegisterForReflection // Jackson reads it, and no resource names it.
record Handover(
        String type,
        UUID payoutId,
        UUID quizId,
        String winner,
        String name,
        int rank,
        long amountMinor,
        String currency,
        int attempt) {

    static Handover of(PayoutView payout) {
        return new Handover(
                "reward.payout",
                payout.id(),
                payout.quizId(),
                payout.winner(),
                payout.name(),
                payout.rank(),
                payout.amountMinor(),
                payout.currency(),
                payout.attempt());
    }
}

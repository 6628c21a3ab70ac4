package dev.trainyard.quiz.reward;

import dev.trainyard.quiz.reward.RewardStore.Promise;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What would come of dividing a pot.
 *
 * @param winners how many would get something
 * @param payouts to the first 200 of them, best first
 */
record DryRunView(long potMinor, long feeMinor, String currency, int winners, List<Payout> payouts) {

    private static final int SHOWN = 200;

    /**
     * What one of them would get.
     *
     * @param winner null, as the name, for players that one thinks of
     */
    @Schema(name = "DryRunPayout")
    record Payout(
            int rank,
            @Schema(nullable = true) String winner,
            @Schema(nullable = true) String name,
            long amountMinor) {}

    static DryRunView of(Promise promise, Split split) {
        List<Payout> payouts = split.shares().stream()
                .limit(SHOWN)
                .map(share -> new Payout(
                        share.player().rank(),
                        share.player().user(),
                        share.player().name(),
                        share.amountMinor()))
                .toList();
        return new DryRunView(
                promise.terms().potMinor(),
                split.feeMinor(),
                promise.currency(),
                split.shares().size(),
                payouts);
    }
}

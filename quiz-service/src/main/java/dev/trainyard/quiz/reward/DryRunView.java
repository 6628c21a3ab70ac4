package dev.trainyard.quiz.reward;

import dev.trainyard.quiz.reward.DistributionStore.Winner;
import dev.trainyard.quiz.reward.RewardStore.Promise;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What would come of dividing a pot.
 *
 * @param winners how many would get something
 * @param payouts to the first 200 of them, best first
 */
record DryRunView(long potMinor, long feeMinor, String currency, int winners, List<Payout> payouts) {

    static final int SHOWN = 200;

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

    /** @param players the first of those who would win, best first: as many as get something, or more than are shown */
    static DryRunView of(Promise promise, Split split, List<Winner> players) {
        List<Payout> payouts = IntStream.range(0, Math.min(SHOWN, split.winners()))
                .mapToObj(place -> {
                    Winner player = players.get(place);
                    return new Payout(player.rank(), player.user(), player.name(), split.amountMinor(place));
                })
                .toList();
        return new DryRunView(
                promise.terms().potMinor(), split.feeMinor(), promise.currency(), split.winners(), payouts);
    }
}

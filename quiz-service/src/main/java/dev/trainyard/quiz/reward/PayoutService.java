package dev.trainyard.quiz.reward;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.kit.page.Cursor;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The course of payouts: pending, sent, then confirmed, or failed and tried again. Saying the same twice does no harm. */
@ApplicationScoped
class PayoutService {

    private static final UUID BEFORE_ALL = new UUID(0, 0);
    private static final UUID AFTER_ALL = new UUID(-1, -1);

    private final PayoutStore payouts;
    private final DistributionStore distributions;
    private final RewardService rewards;
    private final Handovers handovers;

    PayoutService(PayoutStore payouts, DistributionStore distributions, RewardService rewards, Handovers handovers) {
        this.payouts = payouts;
        this.distributions = distributions;
        this.rewards = rewards;
        this.handovers = handovers;
    }

    /** @param status as the query has it; null for any */
    Page<PayoutView> list(String user, String status, PageQuery page) {
        return pageOf(payouts.page(user, statusOf(status), after(page), page.limitPlusOne()), page);
    }

    Page<PayoutView> listOfQuiz(String user, UUID quiz, PageQuery page) {
        List<PayoutView> found = payouts.pageOfQuiz(user, quiz, after(page), page.limitPlusOne());
        if (found.isEmpty() && !distributions.isDone(user, quiz) && !rewards.isPromised(user, quiz)) {
            throw RewardService.absent();
        }
        return pageOf(found, page);
    }

    Page<PrizeView> listOfWinner(String user, PageQuery page) {
        UUID before = page.cursor(1).map(cursor -> cursor.uuid(0)).orElse(AFTER_ALL);
        return Page.of(
                payouts.pageOfWinner(user, before, page.limitPlusOne()), page, prize -> Cursor.after(prize.payoutId()));
    }

    PayoutView read(String user, UUID id) {
        return payouts.find(user, id).orElseThrow(() -> Problem.notFound("payout"));
    }

    @Transactional
    PayoutView confirm(String user, UUID id, ConfirmationDraft draft) {
        holdMessage(user, id);
        return payouts.confirm(user, id, draft.reference())
                .map(confirmed -> withoutMessage(user, confirmed))
                .orElseGet(() -> read(user, id));
    }

    @Transactional
    PayoutView fail(String user, UUID id, FailureDraft draft) {
        holdMessage(user, id);
        return payouts.fail(user, id, draft.reason())
                .map(failed -> withoutMessage(user, failed))
                .orElseGet(() -> {
                    PayoutView present = read(user, id);
                    if (present.status() != PayoutStatus.FAILED) {
                        throw wrongStatus(present);
                    }
                    return present;
                });
    }

    @Transactional
    PayoutView retry(String user, UUID id) {
        Optional<UUID> channel = payouts.lockedChannel(user, id);
        PayoutView retried = payouts.retry(user, id).orElseThrow(() -> wrongStatus(read(user, id)));
        channel.ifPresent(there -> handovers.enqueue(user, there, List.of(retried)));
        return retried;
    }

    /** Has the payouts of a quiz handed over by a channel: those at once that are pending and have not been. */
    @Transactional
    void putChannel(String user, UUID quiz, UUID channel) {
        boolean isPromised = rewards.putChannel(user, quiz, channel);
        if (distributions.isDone(user, quiz)) {
            if (!distributions.putChannel(user, quiz, channel)) {
                throw Problem.conflict(
                        "reward-has-channel",
                        "Payouts go out by another channel: change that one, or remove it when nothing waits for it.");
            }
            handovers.enqueue(user, channel, quiz);
        } else if (!isPromised) {
            throw RewardService.absent();
        }
    }

    private void holdMessage(String user, UUID id) {
        payouts.lockedChannel(user, id).ifPresent(channel -> handovers.hold(user, channel));
    }

    /** The payout, whose winner is not to be paid by what still waits in the queue. */
    private PayoutView withoutMessage(String user, PayoutView settled) {
        if (!handovers.takeBack(user, settled)) {
            throw Problem.conflict(
                    "payout-is-being-sent", "Its message is being sent at this moment. Say so again afterwards.");
        }
        return settled;
    }

    private static Problem wrongStatus(PayoutView present) {
        String status = present.status().code();
        return Problem.conflict("payout-is-" + status, "The payout is " + status + ".");
    }

    private static UUID after(PageQuery page) {
        return page.cursor(1).map(cursor -> cursor.uuid(0)).orElse(BEFORE_ALL);
    }

    private static Page<PayoutView> pageOf(List<PayoutView> rows, PageQuery page) {
        return Page.of(rows, page, payout -> Cursor.after(payout.id()));
    }

    private static PayoutStatus statusOf(String asked) {
        if (asked == null) {
            return null;
        }
        return Arrays.stream(PayoutStatus.values())
                .filter(status -> status.code().equals(asked))
                .findFirst()
                .orElseThrow(() -> Problem.invalid(
                        Violation.inQuery("status", "must be one of pending, sent, confirmed, failed")));
    }
}

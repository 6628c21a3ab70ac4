package dev.trainyard.quiz.reward;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.quiz.authoring.QuizRemoval;
import dev.trainyard.quiz.authoring.QuizStatus;
import dev.trainyard.quiz.reward.DistributionStore.Winner;
import dev.trainyard.quiz.reward.RewardStore.Promise;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;

/**
 * The rules of dividing a pot. Who answered nothing rightly wins nothing, and nobody wins what they promised themselves.
 */
@ApplicationScoped
class Distributions implements QuizRemoval {

    private final RewardStore rewards;
    private final DistributionStore distributions;
    private final Handovers handovers;
    private final Counter distributed;

    Distributions(RewardStore rewards, DistributionStore distributions, Handovers handovers, MeterRegistry metrics) {
        this.rewards = rewards;
        this.distributions = distributions;
        this.handovers = handovers;
        this.distributed = Counter.builder("trainyard.reward.distributions")
                .description("Pots that were divided among the winners of a quiz")
                .register(metrics);
    }

    /** What {@link #distribute} would do, or what the pot would give players of these ranks. */
    DryRunView dryRun(String user, UUID quiz, DryRunDraft draft) {
        Promise promise = rewards.promise(user, quiz).orElseThrow(RewardService::absent);
        if (draft.ranks() != null) {
            List<Winner> players = draft.ranks().stream()
                    .map(rank -> new Winner(null, null, rank))
                    .toList();
            return DryRunView.of(promise, Split.of(promise.terms(), draft.winners()), players);
        }
        Split split = Split.of(promise.terms(), winners(user, quiz, promise));
        return DryRunView.of(promise, split, distributions.first(user, quiz, promise, DryRunView.SHOWN));
    }

    /** Divides the pot of a quiz, once: whoever asks again, or at the same time, gets the same answer. */
    @Transactional
    RewardView distribute(String user, UUID quiz) {
        Promise promise = rewards.lockedPromise(user, quiz).orElseThrow(RewardService::absent);
        if (!distributions.isDone(user, quiz)) {
            divide(user, quiz, promise);
        }
        return rewards.find(user, quiz).orElseThrow();
    }

    /** Keeps a quiz with winners until its pot is divided: they have what they were promised, whatever its creator does. */
    @Override
    public void removing(String creator, UUID quiz) {
        // By the lock, one that is being divided at this moment is waited for.
        boolean isOwed = rewards.lockedPromise(creator, quiz)
                .filter(promise -> promise.quizStatus() == QuizStatus.CLOSED)
                .filter(promise -> !distributions.isDone(creator, quiz))
                .filter(promise -> distributions.hasWinner(creator, quiz, promise))
                .isPresent();
        if (isOwed) {
            throw Problem.conflict(
                    "reward-not-distributed", "It has winners: distribute its reward before you delete it.");
        }
    }

    private void divide(String user, UUID quiz, Promise promise) {
        Split split = Split.of(promise.terms(), winners(user, quiz, promise));
        if (split.winners() == 0) {
            throw Problem.conflict("no-winners", "Nobody has as many right answers as it takes to win.");
        }
        distributions.add(user, quiz, promise, split);
        if (promise.channel() != null) {
            handovers.enqueue(user, promise.channel(), quiz);
        }
        distributed.increment();
    }

    private Winners winners(String user, UUID quiz, Promise promise) {
        if (promise.quizStatus() != QuizStatus.CLOSED) {
            throw promise.quizStatus().conflict();
        }
        if (!promise.isSettled()) {
            throw QuizStatus.notSettled();
        }
        return distributions.winners(user, quiz, promise);
    }
}

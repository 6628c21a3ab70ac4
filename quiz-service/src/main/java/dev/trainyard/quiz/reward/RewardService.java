package dev.trainyard.quiz.reward;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.quiz.authoring.QuizStatus;
import dev.trainyard.quiz.lifecycle.QuizCourse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;

/** The rules of promising a reward: what players play for can be won, and does not change once they play. */
@ApplicationScoped
class RewardService implements QuizCourse {

    private final RewardStore rewards;
    private final AccountStore accounts;

    RewardService(RewardStore rewards, AccountStore accounts) {
        this.rewards = rewards;
        this.accounts = accounts;
    }

    @Transactional
    RewardView put(String user, UUID quiz, RewardDraft draft) {
        List<Violation> contradictions = draft.contradictions();
        if (!contradictions.isEmpty()) {
            throw Problem.invalid(contradictions);
        }
        requireChannel(user, draft.channelId());
        if (!rewards.put(user, quiz, draft)) {
            throw refusal(user, quiz);
        }
        // Now, since what was promised to players has to be booked.
        if (!accounts.holdPromises(user, draft.currency())) {
            throw Problem.conflict(
                    "books-full", "All your pots of this currency together are more than books can hold.");
        }
        // A draft may still get the questions.
        if (rewards.quizStatus(user, quiz).filter(QuizStatus.OPEN::equals).isPresent()
                && rewards.isOutOfReach(user, quiz)) {
            throw Problem.invalid(Violation.inBody("/minCorrect", "must not be more than the quiz has questions"));
        }
        return read(user, quiz);
    }

    @Override
    public void opened(String creator, UUID quiz) {
        if (rewards.isOutOfReach(creator, quiz)) {
            throw Problem.conflict(
                    "reward-out-of-reach",
                    "It takes more right answers to win the reward than the quiz has questions: change either.");
        }
    }

    @Override
    public void started(String creator, UUID quiz) {
        // What can be won was seen to as it opened.
    }

    RewardView read(String user, UUID quiz) {
        return rewards.find(user, quiz).orElseThrow(RewardService::absent);
    }

    boolean isPromised(String user, UUID quiz) {
        return rewards.promise(user, quiz).isPresent();
    }

    void delete(String user, UUID quiz) {
        if (!rewards.delete(user, quiz)) {
            throw rewards.promise(user, quiz)
                    .map(promise -> promise.quizStatus().conflict())
                    .orElseGet(RewardService::absent);
        }
    }

    /** Has payouts handed over by a channel of the user's, and holds the reward; false when there is none. */
    boolean putChannel(String user, UUID quiz, UUID channel) {
        requireChannel(user, channel);
        return rewards.lockedPromise(user, quiz).isPresent() && rewards.putChannel(user, quiz, channel);
    }

    private void requireChannel(String user, UUID channel) {
        if (channel == null) {
            return;
        }
        String kind = rewards.channelKind(user, channel)
                .orElseThrow(
                        () -> Problem.invalid(Violation.inBody("/channelId", "is not a message channel of yours")));
        if (kind.equals("telegram")) {
            throw Problem.invalid(Violation.inBody("/channelId", "is a bot, which talks to chats and pays nobody"));
        }
    }

    static Problem absent() {
        return Problem.notFound("reward");
    }

    private Problem refusal(String user, UUID quiz) {
        return rewards.quizStatus(user, quiz).map(QuizStatus::conflict).orElseGet(() -> Problem.notFound("quiz"));
    }
}

package dev.trainyard.quiz.reward;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.quiz.authoring.QuizStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;

/** The rules of promising a reward: what players play for does not change once they play. */
@ApplicationScoped
class RewardService {

    private final RewardStore rewards;

    RewardService(RewardStore rewards) {
        this.rewards = rewards;
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
        return read(user, quiz);
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

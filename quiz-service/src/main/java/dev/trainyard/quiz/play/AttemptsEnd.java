package dev.trainyard.quiz.play;

import dev.trainyard.quiz.lifecycle.QuizEnd;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * Ends the attempts at a quiz that closes, before anybody adds them up: answers that are being saved are waited for, and
 * those that come later find that there is nothing to answer any more.
 */
@ApplicationScoped
@Priority(AttemptsEnd.FIRST)
class AttemptsEnd implements QuizEnd {

    static final int FIRST = 1_000_000;

    private final AttemptStore attempts;

    AttemptsEnd(AttemptStore attempts) {
        this.attempts = attempts;
    }

    @Override
    public void closed(String creator, UUID quiz) {
        attempts.finishAll(creator, quiz);
    }
}

package dev.trainyard.quiz.play;

import dev.trainyard.quiz.lifecycle.PlayersEnd;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/**
 * Ends the attempts at a quiz that has closed, before anybody adds them up: answers that are being saved are waited for, and
 * those that come later find that there is nothing to answer any more.
 */
@ApplicationScoped
@Priority(AttemptsEnd.FIRST)
class AttemptsEnd implements PlayersEnd {

    static final int FIRST = 1_000_000;

    private final AttemptStore attempts;

    AttemptsEnd(AttemptStore attempts) {
        this.attempts = attempts;
    }

    @Override
    public String stage() {
        return "attempts";
    }

    @Override
    public void end(String creator, UUID quiz, List<String> players) {
        attempts.finishAll(creator, quiz, players);
    }
}

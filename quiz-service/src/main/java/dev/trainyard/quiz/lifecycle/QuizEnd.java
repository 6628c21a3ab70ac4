package dev.trainyard.quiz.lifecycle;

import java.util.UUID;

/**
 * Somebody who has something to do when a quiz closes: points, rewards. A bean that implements it is called in the
 * transaction that closes, once for each quiz; what it throws keeps the quiz open. Those with a higher
 * {@link jakarta.annotation.Priority} come first: who completes the answers before who counts them.
 */
public interface QuizEnd {

    /**
     * Closes {@code quiz} of {@code creator} for one feature: in sets, whatever the number of players. Its row says closed
     * already, and is locked: a statement that took it {@code FOR KEY SHARE} while it was running has ended by now, and
     * none that does so later finds it running.
     */
    void closed(String creator, UUID quiz);
}

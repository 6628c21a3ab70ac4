package dev.trainyard.quiz.lifecycle;

import java.util.UUID;

/**
 * Somebody who has something to do when a quiz closes: points, rewards. A bean that implements it is called in the
 * transaction that closes, once for each quiz; what it throws keeps the quiz open.
 */
public interface QuizEnd {

    /**
     * Closes {@code quiz} of {@code creator} for one feature: in sets, whatever the number of players. Its row says closed
     * already, and is locked: an answer whose statement took it {@code FOR SHARE} is there by now, or comes never.
     */
    void closed(String creator, UUID quiz);
}

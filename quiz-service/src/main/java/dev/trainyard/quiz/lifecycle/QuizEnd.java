package dev.trainyard.quiz.lifecycle;

import java.util.UUID;

/**
 * Somebody who has something to do when a closed quiz is settled: announcements, the creator's points. A bean that
 * implements it is called in the transaction that notes so, once for each quiz; what it throws puts that off. Those with a
 * higher {@link jakarta.annotation.Priority} come first.
 */
public interface QuizEnd {

    /** Nothing of {@code quiz} of {@code creator} changes any more, and all was done that {@link PlayersEnd} does. */
    void settled(String creator, UUID quiz);
}

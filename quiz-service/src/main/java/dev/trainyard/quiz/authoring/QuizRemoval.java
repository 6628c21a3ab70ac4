package dev.trainyard.quiz.authoring;

import java.util.UUID;

/**
 * Somebody who may need a quiz that its creator wants to delete: rewards. A bean that implements it is called in the
 * transaction that deletes the quiz, before it does so, while nobody else can change the quiz; what it throws keeps the
 * quiz.
 */
public interface QuizRemoval {

    /** {@code quiz} of {@code creator}, a draft or closed, is about to be deleted with all that was played. */
    void removing(String creator, UUID quiz);
}

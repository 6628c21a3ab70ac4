package dev.trainyard.quiz.lifecycle;

import java.util.UUID;

/**
 * Somebody who has something to do when a quiz opens or starts: announcements. A bean that implements it is called in the
 * transaction that changes the quiz, once for each; what it throws undoes the change. For the end there is
 * {@link QuizEnd}.
 */
public interface QuizCourse {

    /** {@code quiz} of {@code creator} has a code, by which others join it. */
    void opened(String creator, UUID quiz);

    /** {@code quiz} of {@code creator} is played from now on. */
    void started(String creator, UUID quiz);
}

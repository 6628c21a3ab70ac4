package dev.trainyard.quiz.play;

import java.util.List;
import java.util.UUID;

/**
 * Answers of one player to one attempt, at most one to each question, that are to be saved in their order.
 *
 * @param arrivedNanos when they arrived, by {@code System.nanoTime}: what they wait here is not the player's time
 */
record Submission(String player, OpenedQuiz quiz, int attempt, List<JudgedAnswer> answers, long arrivedNanos) {

    UUID quizId() {
        return quiz.id();
    }

    /** How long they have waited until now, in microseconds. */
    long waitedMicros() {
        return (System.nanoTime() - arrivedNanos) / 1_000;
    }
}

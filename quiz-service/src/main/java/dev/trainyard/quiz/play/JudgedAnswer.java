package dev.trainyard.quiz.play;

import java.util.UUID;

/**
 * An answer that fits its question, judged but for its time.
 *
 * @param position of the question, as the creator has put it
 * @param given as it is stored, in the numbering of the creator
 * @param points that its question gives
 * @param limitSeconds the question's own; null for none
 */
record JudgedAnswer(UUID question, int position, String given, boolean isCorrect, int points, Integer limitSeconds) {}

package dev.trainyard.quiz.play;

/**
 * An attempt that somebody wanted to start.
 *
 * @param isNew false when one was going on already
 */
record StartedAttempt(Attempt attempt, boolean isNew) {}

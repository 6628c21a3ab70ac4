package dev.trainyard.quiz.play;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * An attempt with what was shown and answered in it.
 *
 * @param shown when each question was shown whose clock is its own
 */
record AttemptRecord(Attempt attempt, Map<UUID, Instant> shown, Map<UUID, AnswerRow> answers) {}

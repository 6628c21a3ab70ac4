package dev.trainyard.quiz.play;

import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;

/**
 * An attempt with what was shown and answered in it.
 *
 * @param shown when each question was shown whose clock is its own
 */
record AttemptRecord(Attempt attempt, Map<UUID, OffsetDateTime> shown, Map<UUID, AnswerRow> answers) {}

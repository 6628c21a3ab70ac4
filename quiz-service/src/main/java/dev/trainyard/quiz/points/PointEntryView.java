package dev.trainyard.quiz.points;

import java.time.Instant;
import java.util.UUID;

/**
 * What a quiz has earned a user.
 *
 * @param quizTitle as it was when the quiz closed
 * @param times how many answers, or players, it is for
 */
record PointEntryView(
        UUID id, PointKind kind, UUID quizId, String quizTitle, long times, long points, Instant earnedAt) {}

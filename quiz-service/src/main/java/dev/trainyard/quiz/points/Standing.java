package dev.trainyard.quiz.points;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Where a user stands among all.
 *
 * @param rank how many listed users have more points, and one; null without points
 * @param id what others know the user by
 * @param name null for who has only created quizzes
 */
record Standing(
        @Schema(nullable = true) Long rank,
        @Schema(nullable = true) UUID id,
        @Schema(nullable = true) String name,
        long points) {}

package dev.trainyard.quiz.authoring;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A quiz in the list of its creator: without the questions, but with what they add up to. */
record QuizSummary(
        UUID id,
        String title,
        @Schema(nullable = true) String description,
        QuizStatus status,
        int questionCount,
        long totalPoints,
        long version,
        Instant createdAt,
        Instant updatedAt) {}

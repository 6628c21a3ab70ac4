package dev.trainyard.quiz.authoring;

import dev.trainyard.quiz.question.Question;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A quiz as its creator sees it, with the right answers.
 *
 * @param questions in the order in which they are asked
 * @param version what the ETag says: it counts the changes of the quiz, of its questions and of its course
 */
record QuizView(
        UUID id,
        String title,
        @Schema(nullable = true) String description,
        QuizStatus status,
        QuizSettings settings,
        Course course,
        List<Question> questions,
        long version,
        Instant createdAt,
        Instant updatedAt) {}

package dev.trainyard.quiz.play;

import dev.trainyard.quiz.authoring.QuizStatus;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A quiz as somebody sees it who plays it.
 *
 * @param name the caller's in this quiz
 * @param players how many there are
 * @param questionCount how many questions it has
 * @param stepwise whether questions are asked for one by one
 * @param settledAt since when nothing of it changes any more, and all have their points
 * @param endsAt when it is over for all; null when nothing is known of an end
 * @param remainingMs until then; null when nothing is known of an end
 * @param now by the service's clock
 * @param question the one that the host has put; null before the first, and without a host
 * @param attempts the caller's, in their order
 */
record PlayView(
        UUID id,
        String title,
        @Schema(nullable = true) String description,
        QuizStatus status,
        String name,
        int players,
        int questionCount,
        boolean stepwise,
        PlaySettings settings,
        @Schema(nullable = true) Instant startedAt,
        @Schema(nullable = true) Instant closedAt,
        @Schema(nullable = true) Instant settledAt,
        @Schema(nullable = true) Instant endsAt,
        @Schema(nullable = true) Long remainingMs,
        Instant now,
        @Schema(nullable = true) PutQuestion question,
        List<AttemptSummary> attempts) {

    /**
     * What the host has put.
     *
     * @param number from 1
     * @param endsAt when its own time is over; null for none
     */
    record PutQuestion(
            int number,
            Instant since,
            @Schema(nullable = true) Instant endsAt) {}

    /** An attempt of the caller's. */
    record AttemptSummary(
            int number,
            Instant startedAt,
            @Schema(nullable = true) Instant finishedAt,
            int answered) {}
}

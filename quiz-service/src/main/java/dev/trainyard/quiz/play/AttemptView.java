package dev.trainyard.quiz.play;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An attempt as its player sees it.
 *
 * @param endsAt after which nothing is taken any more, but for the grace; null when nothing is known of an end
 * @param now by the service's clock, so that a client can count down whatever its own says
 * @param correct null until the quiz is closed
 * @param points null until the quiz is closed
 */
record AttemptView(
        int number,
        Instant startedAt,
        @Schema(nullable = true) Instant finishedAt,
        @Schema(nullable = true) Instant endsAt,
        Instant now,
        int answered,
        @Schema(nullable = true) Integer correct,
        @Schema(nullable = true) Long points) {

    static AttemptView of(Attempt attempt) {
        return new AttemptView(
                attempt.number(),
                attempt.startedAt(),
                attempt.finishedAt(),
                attempt.endsAt(),
                attempt.now(),
                attempt.answered(),
                attempt.isClosed() ? attempt.correct() : null,
                attempt.isClosed() ? attempt.points() : null);
    }
}

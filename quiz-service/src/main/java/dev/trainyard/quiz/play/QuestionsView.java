package dev.trainyard.quiz.play;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The questions that a player may see now.
 *
 * @param count how many the quiz has
 * @param endsAt when the attempt is over; null when nothing is known of an end
 * @param now by the service's clock
 * @param questions all of them; where they come one after the other, the last that was shown, or none before the first
 */
record QuestionsView(
        int attempt, int count, @Schema(nullable = true) Instant endsAt, Instant now, List<PlayedQuestion> questions) {}

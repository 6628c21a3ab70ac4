package dev.trainyard.quiz.leaderboard;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A player's place as others see it: by name alone. Also an event of a stream, which no resource method's type tells of.
 *
 * @param correct how many questions they answered rightly
 */
@RegisterForReflection
record PlaceView(
        @Schema(examples = "1") int rank,
        @Schema(examples = "Ada") String name,
        @Schema(examples = "1933") long points,
        @Schema(examples = "2") int correct,
        @Schema(examples = "3") int answered) {

    static PlaceView of(Standing standing) {
        return new PlaceView(
                standing.rank(), standing.name(), standing.points(), standing.correct(), standing.answered());
    }
}

package dev.trainyard.quiz.points;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A user's points, as they see them.
 *
 * @param id what others know the user by; null before the first quiz
 * @param name what others see, that of the player in the quiz that closed last; null for who has not played yet
 * @param rank how many listed users have more points, and one; null without points
 * @param listed whether others see the user
 */
record PointsView(
        @Schema(nullable = true) UUID id,
        @Schema(nullable = true) String name,
        long points,
        @Schema(nullable = true) Long rank,
        boolean listed) {

    /** Of who has not taken part in anything. */
    static final PointsView NONE = new PointsView(null, null, 0, null, true);

    Standing standing() {
        return new Standing(rank, id, name, points);
    }
}

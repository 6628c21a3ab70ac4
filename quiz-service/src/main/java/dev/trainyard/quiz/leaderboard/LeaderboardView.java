package dev.trainyard.quiz.leaderboard;

import dev.trainyard.quiz.authoring.QuizStatus;
import dev.trainyard.quiz.scoring.Ties;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A part of a leaderboard.
 *
 * @param moment when it stood like that
 * @param players how many have a place
 * @param me the caller's place, null when they have none
 * @param next the cursor of the part after this one, null on the last
 */
record LeaderboardView(
        QuizStatus status,
        Ties ties,
        Instant moment,
        int players,
        @Schema(nullable = true) PlaceView me,
        List<PlaceView> items,
        @Schema(nullable = true) String next) {}

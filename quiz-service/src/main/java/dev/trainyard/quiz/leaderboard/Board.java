package dev.trainyard.quiz.leaderboard;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.quiz.authoring.QuizStatus;
import dev.trainyard.quiz.authoring.ShowsLeaderboard;
import dev.trainyard.quiz.scoring.Ties;
import java.time.Instant;
import java.util.UUID;

/**
 * A quiz whose leaderboard somebody asks for.
 *
 * @param isCreator whether it is they who made it; otherwise they play it
 * @param startedAt null before that, and of a quiz that was closed without
 * @param closedAt null before that
 * @param isSettled whether it is closed, and nothing changes any more
 */
record Board(
        String creator,
        UUID quiz,
        QuizStatus status,
        Ties ties,
        ShowsLeaderboard shows,
        boolean isCreator,
        Instant startedAt,
        Instant closedAt,
        boolean isSettled) {

    boolean isClosed() {
        return status.isOver();
    }

    /** Refuses who may not see it, or not yet. */
    void requireShown() {
        if (isCreator || shows == ShowsLeaderboard.ALWAYS) {
            return;
        }
        if (shows == ShowsLeaderboard.NEVER) {
            throw Problem.of(403, "leaderboard-hidden", "Only the creator of this quiz sees its leaderboard.");
        }
        if (!isClosed()) {
            throw Problem.of(403, "leaderboard-hidden", "Players see the leaderboard when the quiz is closed.");
        }
    }
}

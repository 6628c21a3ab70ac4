package dev.trainyard.quiz.leaderboard;

import java.util.List;
import java.util.UUID;

/** A way to rank the players of a quiz. All answer the same; they differ in what it costs. */
interface Rankings {

    /** All who have answered something, as they stand now: best first, those of a rank by their names. */
    List<Standing> now(String creator, UUID quiz);
}

package dev.trainyard.quiz.leaderboard;

import java.util.List;
import java.util.UUID;

/** Who stands where in a quiz that is settled, by its own way of scoring and of ties. */
public interface FinalRanking {

    /** All who answered something, best first, those of a rank by user; the best attempt of each. */
    List<RankedPlayer> of(String creator, UUID quiz);

    /**
     * A player's place.
     *
     * @param correct how many questions they answered rightly in that attempt
     * @param mostCorrect in any of their attempts: where speed counts, the one with the most points may have fewer
     */
    record RankedPlayer(String user, String name, int rank, long points, int correct, int answered, int mostCorrect) {}
}

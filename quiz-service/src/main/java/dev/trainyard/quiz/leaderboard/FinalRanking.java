package dev.trainyard.quiz.leaderboard;

import java.util.List;
import java.util.UUID;

/** Who stands where in a quiz that is settled, by its own way of scoring and of ties. */
public interface FinalRanking {

    /**
     * All who answered something, the best attempt of each: columns {@code user_id}, {@code name}, {@code rank},
     * {@code points}, {@code correct}, {@code answered} and {@code most_correct}. Best first is by {@code rank}, those of a
     * rank by {@code user_id COLLATE "C"}. For statements that go on from there, so that no hundred thousand players come
     * into memory; its parameters are the creator and the quiz.
     */
    String SQL = SqlRankings.FINAL;

    /** The first of them, best first, at most {@code limit}. */
    List<RankedPlayer> best(String creator, UUID quiz, int limit);

    /**
     * A player's place.
     *
     * @param correct how many questions they answered rightly in that attempt
     * @param mostCorrect in any of their attempts: where speed counts, the one with the most points may have fewer
     */
    record RankedPlayer(String user, String name, int rank, long points, int correct, int answered, int mostCorrect) {}
}

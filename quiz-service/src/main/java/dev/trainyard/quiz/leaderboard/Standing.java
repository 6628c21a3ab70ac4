package dev.trainyard.quiz.leaderboard;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Where a player stands, by the best of their attempts.
 *
 * @param decidedAt the moment that is ahead of others with the same points: of the last answer, or of the first right one;
 *     null where the quiz lets them share a place, or there is no such moment, which is behind all others
 */
record Standing(String user, String name, int rank, long points, int correct, int answered, Instant decidedAt) {

    /** From the first place to the last, but for the names of those who share one. */
    static final Comparator<Standing> BY_PLACE = Comparator.comparingLong(Standing::points)
            .reversed()
            .thenComparing(Standing::decidedAt, Comparator.nullsLast(Comparator.naturalOrder()));

    /** The order of a leaderboard, of names as the database has it: by their bytes. */
    static final Comparator<Standing> IN_ORDER = BY_PLACE.thenComparing(
            standing -> standing.name().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    /** The same with another rank. */
    Standing at(int otherRank) {
        return new Standing(user, name, otherRank, points, correct, answered, decidedAt);
    }
}

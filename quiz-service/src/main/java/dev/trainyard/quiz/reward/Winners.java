package dev.trainyard.quiz.reward;

import java.util.ArrayList;
import java.util.List;

/**
 * Those who may win, as a pot is divided among them: it matters how many have the same rank, and not who they are.
 *
 * @param count how many there are
 * @param tied how many have the first rank, the next one, …: those who have the first places, or more
 */
record Winners(int count, List<Integer> tied) {

    /** Players of these ranks, best first. */
    static Winners of(List<Integer> ranks) {
        List<Integer> tied = new ArrayList<>();
        for (int i = 0; i < ranks.size(); i++) {
            if (i > 0 && ranks.get(i).equals(ranks.get(i - 1))) {
                tied.set(tied.size() - 1, tied.getLast() + 1);
            } else {
                tied.add(1);
            }
        }
        return new Winners(ranks.size(), tied);
    }
}

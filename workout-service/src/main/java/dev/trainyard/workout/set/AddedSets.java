package dev.trainyard.workout.set;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What became of sets that were sent together.
 *
 * @param added how many are new
 * @param replayed how many were there already, by their ids
 * @param sets all of them, in the order of their numbers, with the records that they made: of several in one exercise,
 *     the best
 */
record AddedSets(int added, int replayed, List<AddedSet> sets) {

    static AddedSets of(List<AddedSet> added, List<AddedSet> replayed) {
        List<AddedSet> all = new ArrayList<>(added);
        all.addAll(replayed);
        all.sort(Comparator.comparingInt(set -> set.set().number()));
        return new AddedSets(added.size(), replayed.size(), all);
    }
}

package dev.trainyard.workout.plate;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.workout.weight.Weight;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How to load a bar for sets one after the other.
 *
 * @param moves plates put on and taken off one side, from the empty bar to the last set
 * @param formula by which the plates were chosen
 */
record LoadPlan(Weight bar, List<LoadedSet> sets, int moves, String formula) {

    /**
     * One of the sets.
     *
     * @param load what is on the bar, with it: the target, or the nearest that the plates make
     * @param exact whether that is the target
     * @param below the heaviest that is not above the target, null when there is none
     * @param above the lightest that is not below the target, null when there is none
     * @param plates on one side, from the inside out
     * @param takeOff from one side before this set, in this order
     * @param putOn to one side then, in this order
     */
    @JsonInclude
    record LoadedSet(
            Weight target,
            Weight load,
            boolean exact,
            Weight below,
            Weight above,
            List<Weight> plates,
            List<Weight> takeOff,
            List<Weight> putOn) {}

    /** The plan for sets of these weights. */
    static LoadPlan of(Barbell barbell, List<Weight> targets) {
        List<BigDecimal> loads =
                targets.stream().map(Weight::kilograms).map(barbell::nearest).toList();
        List<List<Integer>> stacks = PlateChanges.stacks(barbell, loads);
        List<LoadedSet> sets = new ArrayList<>();
        List<Integer> before = List.of();
        int moves = 0;
        for (int i = 0; i < targets.size(); i++) {
            List<Integer> stack = stacks.get(i);
            int kept = sharedPrefix(before, stack);
            List<Integer> off = before.subList(kept, before.size()).reversed();
            List<Integer> on = stack.subList(kept, stack.size());
            moves += off.size() + on.size();
            sets.add(set(
                    barbell,
                    targets.get(i),
                    loads.get(i),
                    weights(barbell, stack),
                    weights(barbell, off),
                    weights(barbell, on)));
            before = stack;
        }
        return new LoadPlan(barbell.bar(), sets, moves, PlateChanges.FORMULA);
    }

    private static LoadedSet set(
            Barbell barbell, Weight target, BigDecimal load, List<Weight> plates, List<Weight> off, List<Weight> on) {
        BigDecimal wanted = target.kilograms();
        return new LoadedSet(
                target,
                Weight.ofKilograms(load, target.unit()),
                load.compareTo(wanted) == 0,
                shown(barbell.atMost(wanted), target),
                shown(barbell.atLeast(wanted), target),
                plates,
                off,
                on);
    }

    private static Weight shown(Optional<BigDecimal> kilograms, Weight target) {
        return kilograms.map(load -> Weight.ofKilograms(load, target.unit())).orElse(null);
    }

    private static List<Weight> weights(Barbell barbell, List<Integer> kinds) {
        return kinds.stream()
                .map(barbell.plates()::get)
                .map(plate -> new Weight(plate.weight(), plate.unit()))
                .toList();
    }

    private static int sharedPrefix(List<Integer> one, List<Integer> other) {
        int shared = 0;
        while (shared < Math.min(one.size(), other.size()) && one.get(shared).equals(other.get(shared))) {
            shared++;
        }
        return shared;
    }
}

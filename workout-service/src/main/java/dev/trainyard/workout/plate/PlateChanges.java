package dev.trainyard.workout.plate;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Loads a bar for one set after the other with the fewest plates put on and taken off. A side is a stack: an inner plate
 * comes off only after those outside it. So each plate stays for a run of sets, and two runs lie apart or one within the
 * other; the cheapest such runs are found by splitting the sets into intervals, from what lies on throughout outwards.
 * Formula {@code fewest-plate-changes@1}.
 *
 * <p>The fewest of all where the sets are few or the ways to load each are; else the fewest of the 64, 16 or 4 ways with
 * the fewest plates, or of the one, whichever are few enough to be compared in a moment.
 */
final class PlateChanges {

    static final String FORMULA = "fewest-plate-changes@1";

    // Tried in turn until one stays within the number of states; a single way to load each weight does.
    private static final int[] WAYS = {64, 16, 4, 1};
    private static final int MAX_STATES = 10_000;

    private final int kinds;
    // A base as one number: its digits are how many plates of each kind it has, its places have the bases pairs + 1.
    private final long[] strides;
    // For each set the ways to load it, fewest plates first: how many of each kind.
    private final List<List<int[]>> ways;
    private final boolean isBounded;
    private final Map<State, Choice> known = new HashMap<>();
    private boolean tooMany;

    /** The sets of an interval, and what lies on from the first to the last of them. */
    private record State(int from, int to, long base) {}

    /** What is cheapest: to put plates on for the whole interval, or, if {@code added} is none, to split it. */
    private record Choice(int cost, long added, int split) {}

    private PlateChanges(Barbell barbell, List<BigDecimal> loads, int limit) {
        this.kinds = barbell.plates().size();
        this.isBounded = limit > 1;
        this.strides = new long[kinds + 1];
        strides[0] = 1;
        for (int kind = 0; kind < kinds; kind++) {
            strides[kind + 1] = strides[kind] * (barbell.plates().get(kind).pairs() + 1);
        }
        this.ways = loads.stream().map(load -> barbell.loadings(load, limit)).toList();
    }

    /**
     * What lies on one side at each of {@code loads}, which the bar can make: kinds of plates from the inside out.
     *
     * @param loads kilograms, in the order of the sets; the bar is empty before the first
     */
    static List<List<Integer>> stacks(Barbell barbell, List<BigDecimal> loads) {
        // Between sets of the same weight nothing is moved.
        List<BigDecimal> changing = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (BigDecimal load : loads) {
            if (changing.isEmpty() || changing.getLast().compareTo(load) != 0) {
                changing.add(load);
            }
            places.add(changing.size() - 1);
        }
        List<List<Integer>> stacks = changingStacks(barbell, changing);
        return places.stream().map(stacks::get).toList();
    }

    private static List<List<Integer>> changingStacks(Barbell barbell, List<BigDecimal> loads) {
        for (int limit : WAYS) {
            PlateChanges changes = new PlateChanges(barbell, loads, limit);
            changes.cost(0, loads.size() - 1, 0);
            if (!changes.tooMany) {
                List<List<Integer>> stacks = new ArrayList<>();
                changes.stack(0, loads.size() - 1, 0, List.of(), stacks);
                return stacks;
            }
        }
        throw new IllegalStateException("The last try is not bounded");
    }

    /** The fewest moves of the plates beyond {@code base}, which lies on from the first to the last of these sets. */
    private int cost(int from, int to, long base) {
        if (from == to) {
            return plates(outside(from, base)) * price(to);
        }
        State state = new State(from, to, base);
        Choice choice = known.get(state);
        if (choice == null) {
            tooMany |= isBounded && known.size() >= MAX_STATES;
            if (tooMany) {
                return 0;
            }
            choice = cheapest(from, to, base);
            known.put(state, choice);
        }
        return choice.cost();
    }

    private Choice cheapest(int from, int to, long base) {
        int[] counts = counts(base);
        int[] always = new int[kinds];
        int[] possibly = new int[kinds];
        Arrays.fill(always, Integer.MAX_VALUE);
        Arrays.fill(possibly, Integer.MAX_VALUE);
        for (int set = from; set <= to; set++) {
            narrow(set, counts, always, possibly);
        }
        // What every way to load each of these sets has had best lie beneath the rest.
        long shared = 0;
        for (int kind = 0; kind < kinds; kind++) {
            shared += (always[kind] - counts[kind]) * strides[kind];
        }
        if (shared > 0) {
            return new Choice(plates(shared) * price(to) + cost(from, to, base + shared), shared, -1);
        }
        Choice best = null;
        for (int split = from; split < to && !tooMany; split++) {
            int cost = cost(from, split, base) + cost(split + 1, to, base);
            if (best == null || cost < best.cost()) {
                best = new Choice(cost, 0, split);
            }
        }
        for (int kind = 0; kind < kinds && !tooMany; kind++) {
            if (possibly[kind] > counts[kind]) {
                int cost = price(to) + cost(from, to, base + strides[kind]);
                if (cost < best.cost()) {
                    best = new Choice(cost, strides[kind], -1);
                }
            }
        }
        return tooMany ? new Choice(0, 0, -1) : best;
    }

    /**
     * Looks at the ways to load a set on top of a base: lowers {@code always} to the plates that each of them has, and
     * {@code possibly} to those that one of them has.
     */
    private void narrow(int set, int[] base, int[] always, int[] possibly) {
        int[] most = new int[kinds];
        for (int[] way : ways.get(set)) {
            if (contains(way, base)) {
                for (int kind = 0; kind < kinds; kind++) {
                    always[kind] = Math.min(always[kind], way[kind]);
                    most[kind] = Math.max(most[kind], way[kind]);
                }
            }
        }
        for (int kind = 0; kind < kinds; kind++) {
            possibly[kind] = Math.min(possibly[kind], most[kind]);
        }
    }

    private void stack(int from, int to, long base, List<Integer> inner, List<List<Integer>> stacks) {
        if (from == to) {
            stacks.add(with(inner, outside(from, base)));
            return;
        }
        Choice choice = known.get(new State(from, to, base));
        if (choice.added() > 0) {
            stack(from, to, base + choice.added(), with(inner, choice.added()), stacks);
        } else {
            stack(from, choice.split(), base, inner, stacks);
            stack(choice.split() + 1, to, base, inner, stacks);
        }
    }

    /** {@code inner} with these plates outside of it, heaviest first. */
    private List<Integer> with(List<Integer> inner, long added) {
        List<Integer> all = new ArrayList<>(inner);
        int[] counts = counts(added);
        for (int kind = 0; kind < kinds; kind++) {
            for (int n = 0; n < counts[kind]; n++) {
                all.add(kind);
            }
        }
        return all;
    }

    /** A plate is put on once and taken off once, unless it may stay after the last set. */
    private int price(int lastSet) {
        return lastSet == ways.size() - 1 ? 1 : 2;
    }

    /** The fewest plates that, outside of {@code base}, load a set. */
    private long outside(int set, long base) {
        int[] counts = counts(base);
        for (int[] way : ways.get(set)) {
            if (contains(way, counts)) {
                long all = 0;
                for (int kind = 0; kind < kinds; kind++) {
                    all += way[kind] * strides[kind];
                }
                return all - base;
            }
        }
        throw new IllegalStateException("A base that no way to load the set has");
    }

    private boolean contains(int[] way, int[] base) {
        for (int kind = 0; kind < kinds; kind++) {
            if (way[kind] < base[kind]) {
                return false;
            }
        }
        return true;
    }

    private int plates(long coded) {
        int plates = 0;
        for (int count : counts(coded)) {
            plates += count;
        }
        return plates;
    }

    private int[] counts(long coded) {
        int[] counts = new int[kinds];
        for (int kind = 0; kind < kinds; kind++) {
            counts[kind] = (int) (coded % strides[kind + 1] / strides[kind]);
        }
        return counts;
    }
}

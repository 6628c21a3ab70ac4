package dev.trainyard.quiz.reward;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A pot, divided to the last minor unit: the fee, rounded down, and what each winner gets of the rest by the method of the
 * largest remainder.
 *
 * @param tiers of those who get something, best first; as many as there are places at most, however many winners share them
 */
record Split(long feeMinor, List<Tier> tiers) {

    /**
     * Winners who get the same, but for a single unit.
     *
     * @param first the place of the first of them, counted from 0
     * @param size how many they are
     * @param amountMinor what each gets
     * @param oneMore how many of them, from the first on, get one more
     */
    record Tier(int first, int size, long amountMinor, int oneMore) {

        int end() {
            return first + size;
        }
    }

    /**
     * Players of the same rank.
     *
     * @param first the place of the first of them, counted from 0
     * @param weight what the places that they take are worth together, in basis points
     */
    private record Group(int first, int size, long weight) {}

    /** What each of a group is due: {@code floor} and {@code remainder / size}, in a unit that is the same for all groups. */
    private record Due(Group group, long floor, long remainder) {

        // Below 10,000 · 100,000 · 100,000, which a long holds.
        static final Comparator<Due> LARGEST_REMAINDER_FIRST =
                (one, other) -> Long.compare(other.remainder * one.group.size(), one.remainder * other.group.size());

        /** With so many units that are left; those who get nothing are left out. */
        Tier tier(int oneMore) {
            return new Tier(group.first(), floor > 0 ? group.size() : oneMore, floor, oneMore);
        }
    }

    /**
     * Divides a pot. Those of the same rank share what their places are worth; what places are worth that nobody takes goes
     * to the others, in proportion. A single unit that does not divide goes to the larger remainder, then the better place,
     * then in the order of the winners.
     *
     * @param winners at most 100,000
     */
    static Split of(Terms terms, Winners winners) {
        long fee = terms.potMinor() * terms.feeBps() / RewardDraft.WHOLE;
        long net = terms.potMinor() - fee;
        List<Group> groups =
                terms.schedule() == Schedule.SHARED_POT ? together(winners) : byRank(winners, terms.shares());
        long whole = groups.stream().mapToLong(Group::weight).sum();
        return new Split(
                fee, tiers(groups.stream().map(group -> due(group, net, whole)).toList(), net));
    }

    /** How many get something; theirs are the first places. */
    int winners() {
        return tiers.isEmpty() ? 0 : tiers.getLast().end();
    }

    /** What the winner at a place gets, counted from 0. */
    long amountMinor(int place) {
        Tier tier = tiers.stream().filter(any -> place < any.end()).findFirst().orElseThrow();
        return tier.amountMinor() + (place - tier.first() < tier.oneMore() ? 1 : 0);
    }

    private static List<Group> together(Winners winners) {
        return winners.count() == 0 ? List.of() : List.of(new Group(0, winners.count(), 1));
    }

    private static List<Group> byRank(Winners winners, List<Integer> places) {
        List<Group> groups = new ArrayList<>();
        int first = 0;
        for (int size : winners.tied()) {
            if (first < places.size()) {
                long weight = places.subList(first, Math.min(first + size, places.size())).stream()
                        .mapToLong(Integer::longValue)
                        .sum();
                groups.add(new Group(first, size, weight));
            }
            first += size;
        }
        return groups;
    }

    private static Due due(Group group, long net, long whole) {
        BigInteger[] due = BigInteger.valueOf(net)
                .multiply(BigInteger.valueOf(group.weight()))
                .divideAndRemainder(BigInteger.valueOf(whole * group.size()));
        return new Due(group, due[0].longValueExact(), due[1].longValueExact());
    }

    private static List<Tier> tiers(List<Due> dues, long net) {
        List<Tier> tiers = new ArrayList<>();
        long left = net
                - dues.stream()
                        .mapToLong(due -> due.floor() * due.group().size())
                        .sum();
        for (Due due : dues.stream().sorted(Due.LARGEST_REMAINDER_FIRST).toList()) {
            int oneMore = (int) Math.min(left, due.group().size());
            tiers.add(due.tier(oneMore));
            left -= oneMore;
        }
        return tiers.stream()
                .filter(tier -> tier.size() > 0)
                .sorted(Comparator.comparing(Tier::first))
                .toList();
    }
}

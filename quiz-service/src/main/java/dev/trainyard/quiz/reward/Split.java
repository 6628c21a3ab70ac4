package dev.trainyard.quiz.reward;

import dev.trainyard.quiz.leaderboard.FinalRanking.RankedPlayer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A pot, divided to the last minor unit: the fee, rounded down, and what each winner gets of the rest by the method of the
 * largest remainder.
 *
 * @param shares of those who get something, best first
 */
record Split(long feeMinor, List<Share> shares) {

    /** What a player gets. */
    record Share(RankedPlayer player, long amountMinor) {}

    /**
     * Players of the same rank.
     *
     * @param first the place of the first of them, counted from 0
     * @param weight what the places that they take are worth together, in basis points
     */
    private record Group(int first, List<RankedPlayer> players, long weight) {

        int size() {
            return players.size();
        }
    }

    /** What each of a group is due: {@code floor} and {@code remainder / size}, in a unit that is the same for all groups. */
    private record Due(Group group, long floor, long remainder) {

        // Below 10,000 · 100,000 · 100,000, which a long holds.
        static final Comparator<Due> LARGEST_REMAINDER_FIRST =
                (one, other) -> Long.compare(other.remainder * one.group.size(), one.remainder * other.group.size());
    }

    /**
     * Divides a pot. Those of the same rank share what their places are worth; what places are worth that nobody takes goes
     * to the others, in proportion. A single unit that does not divide goes to the larger remainder, then the better place,
     * then in the order of {@code winners}.
     *
     * @param winners who may win, best first, at most 100,000
     */
    static Split of(Terms terms, List<RankedPlayer> winners) {
        long fee = terms.potMinor() * terms.feeBps() / RewardDraft.WHOLE;
        long net = terms.potMinor() - fee;
        List<Group> groups =
                terms.schedule() == Schedule.SHARED_POT ? together(winners) : byRank(winners, terms.shares());
        long whole = groups.stream().mapToLong(Group::weight).sum();
        return new Split(
                fee, shares(groups.stream().map(group -> due(group, net, whole)).toList(), net));
    }

    private static List<Group> together(List<RankedPlayer> winners) {
        return winners.isEmpty() ? List.of() : List.of(new Group(0, winners, 1));
    }

    private static List<Group> byRank(List<RankedPlayer> winners, List<Integer> places) {
        List<Group> groups = new ArrayList<>();
        int first = 0;
        while (first < Math.min(winners.size(), places.size())) {
            int end = first;
            long weight = 0;
            while (end < winners.size()
                    && winners.get(end).rank() == winners.get(first).rank()) {
                weight += end < places.size() ? places.get(end) : 0;
                end++;
            }
            groups.add(new Group(first, winners.subList(first, end), weight));
            first = end;
        }
        return groups;
    }

    private static Due due(Group group, long net, long whole) {
        BigInteger[] due = BigInteger.valueOf(net)
                .multiply(BigInteger.valueOf(group.weight()))
                .divideAndRemainder(BigInteger.valueOf(whole * group.size()));
        return new Due(group, due[0].longValueExact(), due[1].longValueExact());
    }

    private static List<Share> shares(List<Due> dues, long net) {
        Share[] shares =
                new Share[dues.stream().mapToInt(due -> due.group().size()).sum()];
        long left = net
                - dues.stream()
                        .mapToLong(due -> due.floor() * due.group().size())
                        .sum();
        for (Due due : dues.stream().sorted(Due.LARGEST_REMAINDER_FIRST).toList()) {
            Group group = due.group();
            for (int i = 0; i < group.size(); i++) {
                shares[group.first() + i] = new Share(group.players().get(i), due.floor() + (left > 0 ? 1 : 0));
                left--;
            }
        }
        return Arrays.stream(shares).filter(share -> share.amountMinor() > 0).toList();
    }
}

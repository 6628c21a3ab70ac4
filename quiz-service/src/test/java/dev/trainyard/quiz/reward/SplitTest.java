package dev.trainyard.quiz.reward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SplitTest {

    private static final int NO_FEE = 0;
    private static final List<Schedule> SCHEDULES = List.of(Schedule.values());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            WINNER_TAKES_ALL | 1 2 3     | 1000 | 1000
            TOP3             | 1 2 3 4   | 1000 | 500 300 200
            TOP5             | 1 2 3 4 5 | 1000 | 400 250 150 120 80
            TOP10            | 1 2 3 4 5 6 7 8 9 10 11 | 1000 | 300 200 120 100 80 60 50 40 30 20
            SHARED_POT       | 1 2 3 3   | 1000 | 250 250 250 250
            """)
    void placesGetTheirShares(Schedule schedule, String ranks, long pot, String amounts) {
        assertEquals(numbers(amounts), amounts(split(schedule, pot, NO_FEE, ranks)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            TOP3             | 1 1 3     | 1000 | 400 400 200
            TOP3             | 1 2 2     | 1000 | 500 250 250
            TOP3             | 1 2 2 4   | 1000 | 500 250 250
            TOP3             | 1 1 1     | 900  | 300 300 300
            TOP3             | 1 2 3 3   | 1000 | 500 300 100 100
            TOP3             | 1 1 1 1   | 1000 | 250 250 250 250
            TOP3             | 1 1 2     | 1000 | 400 400 200
            WINNER_TAKES_ALL | 1 1       | 1000 | 500 500
            """)
    void whoHasTheSameRankSharesWhatTheirPlacesGet(Schedule schedule, String ranks, long pot, String amounts) {
        assertEquals(numbers(amounts), amounts(split(schedule, pot, NO_FEE, ranks)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            TOP3  | 1   | 1000 | 1000
            TOP3  | 1 2 | 1000 | 625 375
            TOP10 | 1 2 | 1000 | 600 400
            """)
    void placesThatNobodyTakesGoToTheOthersInProportion(Schedule schedule, String ranks, long pot, String amounts) {
        assertEquals(numbers(amounts), amounts(split(schedule, pot, NO_FEE, ranks)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SHARED_POT | 1 1 1   | 100 | 34 33 33
            SHARED_POT | 1 1 1   | 101 | 34 34 33
            TOP3       | 1 2 3   | 101 | 51 30 20
            TOP3       | 1 2 3   | 102 | 51 31 20
            TOP3       | 1 2 3   | 104 | 52 31 21
            TOP3       | 1 2 2   | 101 | 51 25 25
            TOP3       | 1 1 3   | 101 | 41 40 20
            """)
    void whatDoesNotDivideGoesToTheLargestRemainder(Schedule schedule, String ranks, long pot, String amounts) {
        assertEquals(numbers(amounts), amounts(split(schedule, pot, NO_FEE, ranks)));
    }

    @ParameterizedTest
    @CsvSource({"10000,200,200", "149,200,2", "49,200,0", "1,5000,0", "1000000000000000,5000,500000000000000"})
    void feeIsRoundedDown(long pot, int feeBps, long fee) {
        Split split = split(Schedule.WINNER_TAKES_ALL, pot, feeBps, "1");

        assertEquals(fee, split.feeMinor());
        assertEquals(List.of(pot - fee), amounts(split));
    }

    @Test
    void whoGetsNothingIsNoWinner() {
        assertEquals(List.of(1L, 1L), amounts(split(Schedule.SHARED_POT, 2, NO_FEE, "1 1 1 1")));
    }

    @Test
    void nobodyGetsNothing() {
        Split split = split(Schedule.TOP3, 1000, 200, "");

        assertEquals(List.of(), split.tiers());
        assertEquals(0, split.winners());
    }

    @ParameterizedTest
    @CsvSource({"SHARED_POT", "TOP10", "WINNER_TAKES_ALL"})
    void hundredThousandShareALargePotInOneTier(Schedule schedule) {
        long pot = 1_000_000_000_000_000L;

        Split split = Split.of(new Terms(schedule, null, pot, 1), new Winners(100_000, List.of(100_000)));

        assertEquals(1, split.tiers().size());
        assertEquals(100_000, split.winners());
        assertEquals(pot, split.feeMinor() + sum(split));
    }

    @Test
    void winnersAreCountedByRank() {
        assertEquals(new Winners(6, List.of(2, 1, 3)), Winners.of(List.of(1, 1, 3, 4, 4, 4)));
        assertEquals(new Winners(0, List.of()), Winners.of(List.of()));
    }

    /** Pots, fees, shares and ties, as they come. */
    private record Case(Terms terms, List<Integer> ranks) {}

    private static List<Case> cases() {
        Random random = new Random(6);
        return IntStream.range(0, 500).mapToObj(i -> randomCase(random)).toList();
    }

    private static Case randomCase(Random random) {
        Schedule schedule = SCHEDULES.get(random.nextInt(SCHEDULES.size()));
        List<Integer> shares = schedule == Schedule.CUSTOM ? randomShares(random) : null;
        long pot = random.nextBoolean() ? 1 + random.nextInt(500) : random.nextLong(1, 1_000_000_000_000_001L);
        List<Integer> ranks = new ArrayList<>();
        int rank = 1;
        for (int i = 0; i < 1 + random.nextInt(30); i++) {
            rank = random.nextInt(3) == 0 ? rank : i + 1;
            ranks.add(rank);
        }
        return new Case(new Terms(schedule, shares, pot, random.nextInt(5_001)), ranks);
    }

    private static List<Integer> randomShares(Random random) {
        int places = 1 + random.nextInt(20);
        int[] shares = new int[places];
        Arrays.fill(shares, 1);
        for (int left = 10_000 - places; left > 0; left--) {
            shares[random.nextInt(places)]++;
        }
        return Arrays.stream(shares).boxed().sorted(Comparator.reverseOrder()).toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void payoutsAndFeeAreThePot(Case any) {
        Split split = Split.of(any.terms, Winners.of(any.ranks));

        assertEquals(any.terms.potMinor(), split.feeMinor() + sum(split));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void nobodyGetsMoreThanWhoIsBetterAndEqualsDifferByOneAtMost(Case any) {
        List<Long> amounts = amounts(Split.of(any.terms, Winners.of(any.ranks)));

        for (int i = 1; i < amounts.size(); i++) {
            long better = amounts.get(i - 1);
            long amount = amounts.get(i);
            assertTrue(better >= amount, amounts.toString());
            if (any.ranks.get(i - 1).equals(any.ranks.get(i))) {
                assertTrue(better - amount <= 1, amounts.toString());
            }
        }
    }

    /** The textbook's way: everybody's quota as a fraction, and one more for each of the largest rests. */
    @ParameterizedTest
    @MethodSource("cases")
    void splitIsTheLargestRemaindersOfTheQuotas(Case any) {
        Split split = Split.of(any.terms, Winners.of(any.ranks));

        assertEquals(largestRemainders(any, any.terms.potMinor() - split.feeMinor()), amounts(split));
    }

    private static List<Long> largestRemainders(Case any, long net) {
        Map<Integer, List<Integer>> placesOfRank =
                IntStream.range(0, any.ranks.size()).boxed().collect(Collectors.groupingBy(any.ranks::get));
        boolean isShared = any.terms.schedule() == Schedule.SHARED_POT;
        List<BigDecimal> weights = any.ranks.stream()
                .map(rank -> isShared
                        ? BigDecimal.ONE
                        : placesOfRank.get(rank).stream()
                                .map(place -> place < any.terms.shares().size()
                                        ? BigDecimal.valueOf(any.terms.shares().get(place))
                                        : BigDecimal.ZERO)
                                .reduce(BigDecimal.ZERO, BigDecimal::add)
                                .divide(
                                        BigDecimal.valueOf(
                                                placesOfRank.get(rank).size()),
                                        new MathContext(60)))
                .toList();
        BigDecimal whole = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        List<BigDecimal> quotas = weights.stream()
                .map(weight -> BigDecimal.valueOf(net).multiply(weight).divide(whole, new MathContext(50)))
                // Thirds and their like come out a hair below or above what they are.
                .map(quota -> quota.round(new MathContext(40)))
                .toList();
        long[] amounts = quotas.stream()
                .map(BigDecimal::toBigInteger)
                .mapToLong(BigInteger::longValueExact)
                .toArray();
        int left = (int) (net - LongStream.of(amounts).sum());
        IntStream.range(0, amounts.length)
                .boxed()
                .sorted(Comparator.comparing(
                        place -> quotas.get(place).remainder(BigDecimal.ONE).round(new MathContext(20)),
                        Comparator.reverseOrder()))
                .limit(left)
                .forEach(place -> amounts[place]++);
        return Arrays.stream(amounts).filter(amount -> amount > 0).boxed().toList();
    }

    private static Split split(Schedule schedule, long pot, int feeBps, String ranks) {
        return Split.of(
                new Terms(schedule, null, pot, feeBps),
                Winners.of(numbers(ranks).stream().map(Long::intValue).toList()));
    }

    /** What each winner gets, best first. */
    private static List<Long> amounts(Split split) {
        return IntStream.range(0, split.winners()).mapToObj(split::amountMinor).toList();
    }

    private static long sum(Split split) {
        return split.tiers().stream()
                .mapToLong(tier -> tier.size() * tier.amountMinor() + tier.oneMore())
                .sum();
    }

    private static List<Long> numbers(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(" ")).map(Long::valueOf).toList();
    }
}

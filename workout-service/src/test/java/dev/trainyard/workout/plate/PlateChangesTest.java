package dev.trainyard.workout.plate;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.workout.weight.Weight;
import dev.trainyard.workout.weight.WeightUnit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlateChangesTest {

    private static final Weight BAR = kilograms("20");

    private static Weight kilograms(String weight) {
        return new Weight(new BigDecimal(weight), WeightUnit.KG);
    }

    private static Plate plate(String weight, int pairs) {
        return new Plate(new BigDecimal(weight), WeightUnit.KG, pairs);
    }

    private static Barbell barbell(Plate... plates) {
        return Barbell.of(BAR, List.of(plates)).orElseThrow();
    }

    private static LoadPlan plan(Barbell barbell, String... targets) {
        return LoadPlan.of(
                barbell, Stream.of(targets).map(PlateChangesTest::kilograms).toList());
    }

    private static List<List<String>> plates(LoadPlan plan) {
        return plan.sets().stream()
                .map(set -> set.plates().stream()
                        .map(plate -> plate.weight().toPlainString())
                        .toList())
                .toList();
    }

    @Test
    void heavierPlatesLieInsideWhenNothingSpeaksAgainstIt() {
        LoadPlan plan = plan(barbell(plate("20", 2), plate("10", 2), plate("5", 2)), "90");
        assertEquals(List.of(List.of("20", "10", "5")), plates(plan));
        assertEquals(3, plan.moves());
    }

    @Test
    void whatStaysOnLiesInside() {
        // From 60 to 70 kg the ten goes off for a twenty-five, or a five on: the latter is one move.
        LoadPlan plan = plan(barbell(plate("25", 1), plate("20", 1), plate("5", 1)), "60", "70", "60");
        assertEquals(List.of(List.of("20"), List.of("20", "5"), List.of("20")), plates(plan));
        assertEquals(3, plan.moves());
    }

    @Test
    void firstSetIsLoadedSoThatLaterOnesAreCheap() {
        // One twenty is the fewest for 60 kg, but 45 kg a side takes both fifteens, a ten and a five: the twenty would
        // have to come off again.
        LoadPlan plan = plan(barbell(plate("20", 1), plate("15", 2), plate("10", 1), plate("5", 1)), "60", "110", "60");
        assertEquals(5, plan.moves());
    }

    @Test
    void setsOfOneWeightNeedNoMove() {
        LoadPlan plan = plan(barbell(plate("20", 2)), "60", "60", "60");
        assertEquals(
                List.of(1, 0, 0),
                plan.sets().stream().map(set -> set.putOn().size()).toList());
        assertEquals(1, plan.moves());
    }

    @Test
    void weightThatThePlatesDoNotMakeBecomesTheNearest() {
        LoadPlan.LoadedSet set =
                plan(barbell(plate("5", 1), plate("2.5", 1)), "28").sets().getFirst();
        assertEquals(kilograms("30"), set.load());
        assertEquals(kilograms("25"), set.below());
        assertEquals(kilograms("30"), set.above());
        assertEquals(false, set.exact());
    }

    @Test
    void lighterOfTwoEquallyNearIsUsed() {
        LoadPlan.LoadedSet set = plan(barbell(plate("5", 1)), "25").sets().getFirst();
        assertEquals(kilograms("20"), set.load());
    }

    @Test
    void lighterThanTheBarIsTheBar() {
        LoadPlan.LoadedSet set = plan(barbell(plate("5", 1)), "10").sets().getFirst();
        assertEquals(kilograms("20"), set.load());
        assertEquals(null, set.below());
    }

    @Test
    void heavierThanAllPlatesIsAllPlates() {
        LoadPlan.LoadedSet set = plan(barbell(plate("5", 2)), "100").sets().getFirst();
        assertEquals(kilograms("40"), set.load());
        assertEquals(null, set.above());
    }

    @Test
    void poundsAreExact() {
        Weight bar = new Weight(BigDecimal.valueOf(45), WeightUnit.LB);
        Barbell barbell = Barbell.of(bar, List.of(new Plate(BigDecimal.valueOf(45), WeightUnit.LB, 2)))
                .orElseThrow();
        Weight target = new Weight(BigDecimal.valueOf(225), WeightUnit.LB);
        LoadPlan.LoadedSet set = LoadPlan.of(barbell, List.of(target)).sets().getFirst();
        assertEquals(true, set.exact());
        assertEquals(target, set.load());
    }

    @Test
    void usualSessionIsPlannedWithinTheStates() {
        Barbell gym = barbell(
                plate("25", 6),
                plate("20", 6),
                plate("15", 4),
                plate("10", 4),
                plate("5", 4),
                plate("2.5", 4),
                plate("1.25", 4));
        LoadPlan plan = plan(gym, "60", "80", "100", "117.5", "132.5", "140", "132.5", "120", "100");
        assertEquals(9, plan.sets().size());
        assertEquals(true, plan.sets().stream().allMatch(LoadPlan.LoadedSet::exact));
    }

    @Test
    void inventoryOfManyWaysIsStillPlanned() {
        Plate[] plates = IntStream.rangeClosed(1, 20)
                .mapToObj(i -> plate(
                        new BigDecimal(i)
                                .movePointLeft(1)
                                .multiply(new BigDecimal(5))
                                .toPlainString(),
                        3))
                .toArray(Plate[]::new);
        String[] targets = IntStream.range(0, 20)
                .mapToObj(i -> String.valueOf(60 + i * 7 % 90))
                .toArray(String[]::new);
        LoadPlan plan = plan(barbell(plates), targets);
        assertEquals(true, plan.sets().stream().allMatch(LoadPlan.LoadedSet::exact));
    }

    /** The plan against every order of every loading, tried one by one. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noOtherWayTakesFewerMoves(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 40; round++) {
            List<Plate> plates = Stream.of("1", "2", "3", "4", "5", "10")
                    .filter(weight -> random.nextInt(3) > 0)
                    .limit(4)
                    .map(weight -> plate(weight, 1 + random.nextInt(2)))
                    .toList();
            Barbell barbell = Barbell.of(BAR, plates).orElseThrow();
            List<BigDecimal> loads = IntStream.range(0, 2 + random.nextInt(4))
                    .mapToObj(i -> barbell.nearest(BigDecimal.valueOf(20 + 2L * random.nextInt(18))))
                    .toList();
            List<List<Integer>> stacks = PlateChanges.stacks(barbell, loads);
            assertEquals(
                    loads, stacks.stream().map(stack -> weight(barbell, stack)).toList());
            assertEquals(fewestMoves(barbell, loads), moves(stacks), plates + " for " + loads);
        }
    }

    private static BigDecimal weight(Barbell barbell, List<Integer> stack) {
        return stack.stream()
                .map(kind -> barbell.plates().get(kind).kilograms().multiply(BigDecimal.TWO))
                .reduce(BAR.kilograms(), BigDecimal::add)
                .stripTrailingZeros();
    }

    private static int moves(List<List<Integer>> stacks) {
        int moves = 0;
        List<Integer> before = List.of();
        for (List<Integer> stack : stacks) {
            moves += moves(before, stack);
            before = stack;
        }
        return moves;
    }

    private static int moves(List<Integer> from, List<Integer> to) {
        int same = 0;
        while (same < from.size() && same < to.size() && from.get(same).equals(to.get(same))) {
            same++;
        }
        return from.size() - same + to.size() - same;
    }

    private static int fewestMoves(Barbell barbell, List<BigDecimal> loads) {
        Map<List<Integer>, Integer> cheapest = Map.of(List.of(), 0);
        for (BigDecimal load : loads) {
            Map<List<Integer>, Integer> before = cheapest;
            cheapest = barbell.loadings(load, Integer.MAX_VALUE).stream()
                    .flatMap(counts -> orders(counts).stream())
                    .collect(toMap(
                            stack -> stack,
                            stack -> before.entrySet().stream()
                                    .mapToInt(one -> one.getValue() + moves(one.getKey(), stack))
                                    .min()
                                    .orElseThrow()));
        }
        return cheapest.values().stream().mapToInt(Integer::intValue).min().orElseThrow();
    }

    private static Set<List<Integer>> orders(int[] counts) {
        Set<List<Integer>> orders = new HashSet<>();
        extend(counts.clone(), new ArrayList<>(), orders);
        return orders;
    }

    private static void extend(int[] left, List<Integer> stack, Set<List<Integer>> orders) {
        boolean isWhole = true;
        for (int kind = 0; kind < left.length; kind++) {
            if (left[kind] > 0) {
                isWhole = false;
                left[kind]--;
                stack.add(kind);
                extend(left, stack, orders);
                stack.removeLast();
                left[kind]++;
            }
        }
        if (isWhole) {
            orders.add(List.copyOf(stack));
        }
    }
}

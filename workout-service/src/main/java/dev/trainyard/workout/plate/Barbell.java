package dev.trainyard.workout.plate;

import dev.trainyard.workout.weight.Weight;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * A bar with the plates that there are for it, the same on both sides: which weights can be loaded, and of which plates.
 * Exact: inside, weights are whole numbers of a grain of 10⁻¹² kg, which a plate of four decimals is in either unit.
 */
public final class Barbell implements Loadable {

    /** How many different weights a bar can make at most, for them to be listed. */
    static final int MAX_LOADS = 50_000;

    /** The rounding of {@link #nearest}: to a weight that the plates make, the lighter one of two as near. */
    public static final String FORMULA = "nearest-plates@1";

    private static final int GRAIN_DECIMALS = 12;
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final int MAX_LOADINGS = 1000;

    private final Weight bar;
    // Heaviest first.
    private final List<Plate> plates;
    private final long[] grains;
    // What one side can weigh with the plates from a kind on, sorted; the last is nothing alone.
    private final long[][] sides;

    private Barbell(Weight bar, List<Plate> plates, long[] grains, long[][] sides) {
        this.bar = bar;
        this.plates = plates;
        this.grains = grains;
        this.sides = sides;
    }

    /** The bar with these plates, empty when they make more weights than can be listed. */
    static Optional<Barbell> of(Weight bar, List<Plate> plates) {
        List<Plate> heaviestFirst = plates.stream()
                .sorted(Comparator.comparing(Plate::kilograms).reversed())
                .toList();
        int kinds = heaviestFirst.size();
        long[] grains = heaviestFirst.stream()
                .mapToLong(plate -> grains(plate.kilograms()))
                .toArray();
        long[][] sides = new long[kinds + 1][];
        sides[kinds] = new long[] {0};
        for (int kind = kinds - 1; kind >= 0; kind--) {
            long grain = grains[kind];
            int most = heaviestFirst.get(kind).pairs();
            sides[kind] = Arrays.stream(sides[kind + 1])
                    .flatMap(side -> LongStream.rangeClosed(0, most).map(count -> side + count * grain))
                    .sorted()
                    .distinct()
                    .toArray();
            if (sides[kind].length > MAX_LOADS) {
                return Optional.empty();
            }
        }
        return Optional.of(new Barbell(bar, heaviestFirst, grains, sides));
    }

    public Weight bar() {
        return bar;
    }

    /** The plates, heaviest first. */
    List<Plate> plates() {
        return plates;
    }

    /** Kilograms with all plates on. */
    BigDecimal heaviest() {
        return total(sides[0][sides[0].length - 1]);
    }

    @Override
    public Optional<BigDecimal> atMost(BigDecimal kilograms) {
        BigDecimal side = sideOf(kilograms);
        if (side.signum() < 0) {
            return Optional.empty();
        }
        int found = Arrays.binarySearch(sides[0], side.toBigInteger().longValueExact());
        return Optional.of(total(sides[0][found >= 0 ? found : -found - 2]));
    }

    @Override
    public Optional<BigDecimal> atLeast(BigDecimal kilograms) {
        long side = sideOf(kilograms)
                .max(BigDecimal.ZERO)
                .setScale(0, RoundingMode.CEILING)
                .longValueExact();
        int found = Arrays.binarySearch(sides[0], side);
        int index = found >= 0 ? found : -found - 1;
        return index == sides[0].length ? Optional.empty() : Optional.of(total(sides[0][index]));
    }

    @Override
    public String formula() {
        return FORMULA;
    }

    /**
     * The ways to load one side so that bar and plates weigh {@code kilograms}, fewest plates first, then heavier ones; each
     * the number of plates of each kind. At most {@code limit}, of the first thousand from the heavy end.
     */
    List<int[]> loadings(BigDecimal kilograms, int limit) {
        List<int[]> found = new ArrayList<>();
        collect(0, sideOf(kilograms).longValueExact(), new int[grains.length], found);
        return found.stream()
                .sorted(Comparator.comparingInt(counts -> Arrays.stream(counts).sum()))
                .limit(limit)
                .toList();
    }

    private void collect(int kind, long rest, int[] counts, List<int[]> found) {
        if (found.size() >= MAX_LOADINGS) {
            return;
        }
        if (kind == grains.length) {
            found.add(counts.clone());
            return;
        }
        for (long count = Math.min(plates.get(kind).pairs(), rest / grains[kind]); count >= 0; count--) {
            // Only where the lighter plates make up the rest: no branch ends in nothing.
            if (Arrays.binarySearch(sides[kind + 1], rest - count * grains[kind]) >= 0) {
                counts[kind] = (int) count;
                collect(kind + 1, rest - count * grains[kind], counts, found);
            }
        }
        counts[kind] = 0;
    }

    private BigDecimal total(long side) {
        return BigDecimal.valueOf(side, GRAIN_DECIMALS)
                .multiply(TWO)
                .add(bar.kilograms())
                .stripTrailingZeros();
    }

    /** What one side would have to weigh, in grains. */
    private BigDecimal sideOf(BigDecimal kilograms) {
        return kilograms
                .subtract(bar.kilograms())
                .movePointRight(GRAIN_DECIMALS)
                .divide(TWO);
    }

    private static long grains(BigDecimal kilograms) {
        return kilograms.movePointRight(GRAIN_DECIMALS).longValueExact();
    }
}

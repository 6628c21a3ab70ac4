package dev.trainyard.workout.progression;

import dev.trainyard.workout.plate.Loadable;
import dev.trainyard.workout.preference.Preferences;
import dev.trainyard.workout.weight.WeightUnit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A set to warm up with.
 *
 * @param percentage of the working weight that it was made from
 * @param weight in {@code unit}, with the bar
 */
public record WarmupSet(BigDecimal percentage, BigDecimal weight, WeightUnit unit, int reps) {

    /**
     * By {@code warmup-share@1}: the heaviest load that is not above its share of the working weight, or the lightest that
     * there is.
     */
    static final String FORMULA = "warmup-share@1";

    /**
     * The warm-up for a working weight, lightest first: each load once, and below the working weight.
     *
     * @param working kilograms
     * @param plates what can be loaded; half kilograms or pounds when that is not known
     */
    public static List<WarmupSet> of(BigDecimal working, Preferences preferences, Optional<? extends Loadable> plates) {
        WeightUnit unit = preferences.weightUnit();
        Loadable loadable = plates.isPresent() ? plates.get() : NextLoad.steps(unit);
        List<Integer> lightestFirst = IntStream.range(
                        0, preferences.warmupPercentages().size())
                .boxed()
                .sorted(Comparator.comparing(preferences.warmupPercentages()::get))
                .toList();
        List<WarmupSet> sets = new ArrayList<>();
        BigDecimal before = BigDecimal.ZERO;
        for (int i : lightestFirst) {
            BigDecimal percentage = preferences.warmupPercentages().get(i);
            BigDecimal load = loadable.atMost(working.multiply(percentage).movePointLeft(2))
                    .or(() -> loadable.atLeast(BigDecimal.ZERO))
                    .orElse(working);
            if (load.compareTo(before) > 0 && load.compareTo(working) < 0) {
                sets.add(new WarmupSet(
                        percentage,
                        unit.ofKilograms(load),
                        unit,
                        preferences.warmupReps().get(i)));
                before = load;
            }
        }
        return sets;
    }
}

package dev.trainyard.workout.progression;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.workout.plate.Loadable;
import dev.trainyard.workout.preference.ExperienceLevel;
import dev.trainyard.workout.preference.Preferences;
import dev.trainyard.workout.preference.ProgressionType;
import dev.trainyard.workout.preference.WeekStart;
import dev.trainyard.workout.weight.Weight;
import dev.trainyard.workout.weight.WeightUnit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WarmupSetTest {

    private static Preferences preferences(List<String> percentages, List<Integer> reps) {
        return new Preferences(
                "UTC",
                WeightUnit.KG,
                WeekStart.MONDAY,
                ProgressionType.LINEAR,
                new Weight(new BigDecimal("2.5"), WeightUnit.KG),
                new BigDecimal("2.5"),
                percentages.stream().map(BigDecimal::new).toList(),
                reps,
                3,
                ExperienceLevel.INTERMEDIATE,
                120);
    }

    /** As {@code weight×reps}. */
    private static List<String> warmup(String working, Preferences preferences, Optional<Loadable> plates) {
        return WarmupSet.of(new BigDecimal(working), preferences, plates).stream()
                .map(set -> set.weight() + "×" + set.reps())
                .toList();
    }

    private static final Preferences USUAL = preferences(List.of("40", "60", "80"), List.of(8, 5, 3));

    @Test
    void warmupIsMadeOfSharesOfTheWorkingWeight() {
        assertEquals(List.of("40×8", "60×5", "80×3"), warmup("100", USUAL, Optional.empty()));
    }

    @Test
    void sharesAreRoundedDownToWhatCanBeLoaded() {
        assertEquals(List.of("41×8", "61.5×5", "82×3"), warmup("103", USUAL, Optional.empty()));
        assertEquals(
                List.of("40×8", "60×5", "80×3"), warmup("103", USUAL, Optional.of(Loadable.steps(BigDecimal.TEN))));
    }

    @Test
    void percentagesAreTakenLightestFirst() {
        assertEquals(
                List.of("40×8", "80×3"),
                warmup("100", preferences(List.of("80", "40"), List.of(3, 8)), Optional.empty()));
    }

    @Test
    void sameLoadIsDoneOnce() {
        assertEquals(List.of("10×5"), warmup("20", USUAL, Optional.of(Loadable.steps(BigDecimal.TEN))));
    }

    @Test
    void nothingIsAsHeavyAsTheWorkingWeight() {
        Stream.of("0.5", "1", "7.5", "20", "33.3", "250")
                .forEach(working -> WarmupSet.of(new BigDecimal(working), USUAL, Optional.empty())
                        .forEach(set -> assertEquals(-1, set.weight().compareTo(new BigDecimal(working)))));
    }
}

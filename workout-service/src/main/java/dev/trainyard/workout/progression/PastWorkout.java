package dev.trainyard.workout.progression;

import dev.trainyard.workout.set.SetView;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * What was done of one exercise in a finished workout.
 *
 * @param sets in the order of their numbers, never empty
 */
public record PastWorkout(UUID workoutId, Instant startedAt, List<PastSet> sets) {

    /** The sets as their workout shows them. */
    public List<SetView> shown() {
        return sets.stream().map(PastSet::shown).toList();
    }

    /** The telling sets with the heaviest weight, which is what the user worked with; empty when none is telling. */
    List<PastSet> top() {
        List<PastSet> telling = sets.stream().filter(PastSet::isTelling).toList();
        return telling.stream()
                .map(PastSet::kilograms)
                .max(Comparator.naturalOrder())
                .map(heaviest -> telling.stream()
                        .filter(set -> set.kilograms().compareTo(heaviest) == 0)
                        .toList())
                .orElse(List.of());
    }

    /** The best estimate of a repetition maximum, in kilograms; null when no set is telling. */
    public BigDecimal bestE1rm() {
        return sets.stream()
                .filter(PastSet::isTelling)
                .map(PastSet::e1rm)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }
}

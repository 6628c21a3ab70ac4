package dev.trainyard.workout.set;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.trainyard.workout.weight.WeightUnit;
import java.math.BigDecimal;
import java.util.List;

/**
 * A set that was just logged, and the personal records it made.
 *
 * @param records empty when it made none
 */
record AddedSet(@JsonUnwrapped SetView set, List<BrokenRecord> records) {

    /**
     * A record that the set made.
     *
     * @param kind {@code weight}, {@code reps_at_weight}, {@code e1rm} or {@code set_volume}
     * @param value weights in {@code unit}, repetitions as a number
     * @param previous what it was before, null for the first of its kind
     * @param unit of the value; null for repetitions
     */
    @JsonInclude
    record BrokenRecord(String kind, BigDecimal value, BigDecimal previous, WeightUnit unit) {

        static BrokenRecord of(String kind, BigDecimal value, BigDecimal previous, WeightUnit unit) {
            return kind.equals("reps_at_weight")
                    ? new BrokenRecord(kind, value, previous, null)
                    : new BrokenRecord(
                            kind, unit.ofKilograms(value), previous == null ? null : unit.ofKilograms(previous), unit);
        }
    }
}

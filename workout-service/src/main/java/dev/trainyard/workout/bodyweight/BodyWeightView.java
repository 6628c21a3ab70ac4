package dev.trainyard.workout.bodyweight;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.workout.weight.WeightUnit;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A user's body on one day.
 *
 * @param weight in {@code unit}, the one that it was given in
 */
@JsonInclude
record BodyWeightView(
        LocalDate day,
        BigDecimal weight,
        WeightUnit unit,
        BigDecimal bodyFatPercentage,
        BigDecimal visceralFat,
        String notes,
        MovingAverage movingAverage,
        Instant updatedAt) {}

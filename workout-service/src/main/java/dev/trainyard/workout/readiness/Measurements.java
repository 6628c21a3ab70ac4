package dev.trainyard.workout.readiness;

import java.math.BigDecimal;

/**
 * What is known of a day and the thirty before it; null where nothing is.
 *
 * @param recoveryScore 0 to 100
 * @param energy how the user feels, 1 to 10
 * @param sleepPerformance 0 to 100
 * @param sleepQuality as the user sees it, 1 to 10
 * @param hrvDays on how many of the thirty days {@code hrvBaseline}, their mean, was measured
 * @param restingHeartRateDays the same of {@code restingHeartRateBaseline}
 */
record Measurements(
        BigDecimal recoveryScore,
        Integer energy,
        BigDecimal sleepPerformance,
        Integer sleepQuality,
        BigDecimal hrvMs,
        BigDecimal hrvBaseline,
        int hrvDays,
        BigDecimal restingHeartRate,
        BigDecimal restingHeartRateBaseline,
        int restingHeartRateDays,
        BigDecimal strain) {}

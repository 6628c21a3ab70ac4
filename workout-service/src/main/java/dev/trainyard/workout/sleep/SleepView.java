package dev.trainyard.workout.sleep;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.workout.day.Source;
import dev.trainyard.workout.day.Tier;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * How a user slept.
 *
 * @param day the one on which the user woke
 * @param externalId what the sender calls it, null of an entry by hand
 * @param sleepQualityTier of the performance; null without one
 * @param hasRaw whether what was sent can be read at {@code …/raw}
 */
@JsonInclude
record SleepView(
        UUID id,
        LocalDate day,
        Source source,
        String externalId,
        boolean nap,
        Instant startedAt,
        Instant endedAt,
        BigDecimal sleepPerformance,
        Tier sleepQualityTier,
        BigDecimal sleepConsistency,
        BigDecimal sleepEfficiency,
        Integer inBedSeconds,
        Integer awakeSeconds,
        Integer lightSeconds,
        Integer deepSeconds,
        Integer remSeconds,
        Integer cycles,
        Integer disturbances,
        BigDecimal respiratoryRate,
        Integer quality,
        String notes,
        boolean hasRaw,
        Instant updatedAt) {}

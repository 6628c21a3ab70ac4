package dev.trainyard.workout.recovery;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.workout.day.Source;
import dev.trainyard.workout.day.Tier;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * How a user recovered.
 *
 * @param externalId what the sender calls it, null of an entry by hand
 * @param recoveryScoreTier null without a score
 * @param hasRaw whether what was sent can be read at {@code …/raw}
 */
@JsonInclude
record RecoveryView(
        UUID id,
        LocalDate day,
        Source source,
        String externalId,
        BigDecimal recoveryScore,
        Tier recoveryScoreTier,
        BigDecimal hrvMs,
        BigDecimal restingHeartRate,
        BigDecimal strain,
        BigDecimal spo2Percentage,
        BigDecimal skinTempCelsius,
        Integer energy,
        String notes,
        boolean hasRaw,
        Instant updatedAt) {}

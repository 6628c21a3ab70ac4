package dev.trainyard.workout.recovery;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A recovery as a device's service sent it.
 *
 * @param externalId what the sender calls it; sent again, it replaces
 * @param occurredAt its calendar day in the user's zone is the day of the recovery
 * @param changedAt when the sender says that it changed; an older one than what is stored is not taken
 */
public record SentRecovery(
        String externalId,
        Instant occurredAt,
        Instant changedAt,
        BigDecimal recoveryScore,
        BigDecimal hrvMs,
        BigDecimal restingHeartRate,
        BigDecimal strain,
        BigDecimal spo2Percentage,
        BigDecimal skinTempCelsius) {}

package dev.trainyard.workout.sleep;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A sleep as a device's service sent it.
 *
 * @param externalId what the sender calls it; sent again, it replaces
 * @param day the one on which the user woke, where the user slept
 * @param changedAt when the sender says that it changed; an older one than what is stored is not taken
 */
public record SentSleep(
        String externalId,
        LocalDate day,
        Instant changedAt,
        boolean nap,
        Instant startedAt,
        Instant endedAt,
        BigDecimal sleepPerformance,
        BigDecimal sleepConsistency,
        BigDecimal sleepEfficiency,
        Integer inBedSeconds,
        Integer awakeSeconds,
        Integer lightSeconds,
        Integer deepSeconds,
        Integer remSeconds,
        Integer cycles,
        Integer disturbances,
        BigDecimal respiratoryRate) {}

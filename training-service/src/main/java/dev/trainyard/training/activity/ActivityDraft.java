package dev.trainyard.training.activity;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a client may set of an activity. The bounds mirror the check constraints of table activity. Metres are kept to the
 * centimetre: what was sent more exactly is rounded.
 *
 * @param movingSeconds the duration without pauses
 */
@HeartRatesInOrder
@MovingWithinDuration
@Schema(examples = """
        {"type": "run", "environment": "outdoor", "startedAt": "2026-03-28T07:30:00Z", "durationSeconds": 3600,
         "movingSeconds": 3540, "distanceMeters": 12345.67, "elevationGainMeters": 250, "averageHeartRate": 155,
         "maxHeartRate": 178, "rpe": 6.5, "name": "Tempo", "externalId": "watch-1"}""")
record ActivityDraft(
        @NotNull ActivityType type,
        Environment environment,
        @NotNull @RecordedTime Instant startedAt,
        @NotNull @Min(1) @Max(604_800) Integer durationSeconds,
        @Min(0) Integer movingSeconds,

        @DecimalMin("0") @DecimalMax("10000000") BigDecimal distanceMeters,

        @DecimalMin("0") @DecimalMax("100000") BigDecimal elevationGainMeters,

        @Min(20) @Max(260) @MeasuredHeartRate Integer averageHeartRate,
        @Min(20) @Max(260) @MeasuredHeartRate Integer maxHeartRate,

        @DecimalMin("1") @DecimalMax("10") @Halves @Schema(multipleOf = 0.5)
        BigDecimal rpe,

        @Size(min = 1, max = 120) String name,
        @Size(min = 1, max = 10_000) String notes,
        @Size(min = 1, max = 255) String externalId) {}

package dev.trainyard.kit.rollout;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;

/** What an admin may set. What is left out stays as it is, so that turning off takes no more than the percentage. */
@RegisterForReflection
record RolloutDraft(
        @NotNull @Min(0) @Max(100) Integer percent,
        @Min(0) @Max(1000) Integer comparePerMille,
        @Valid Bounds bounds) {

    @RegisterForReflection
    record Bounds(
            @Min(1) Integer mismatches,
            @Min(0) @Max(1000) Integer errorsPerMille,

            @DecimalMin("0.1") @DecimalMax("100") @Digits(integer = 3, fraction = 2)
            BigDecimal latencyRatio,

            @Min(10) @Max(100_000) Integer minCalls) {}
}

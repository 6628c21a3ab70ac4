package dev.trainyard.deployment.deployment;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A version that is to get a share of the invocations.
 *
 * @param maxErrorPercent it ends by itself when more of its runs fail; 10 unless said, null for never
 */
@Schema(examples = """
        {"version": 2, "percent": 5, "maxErrorPercent": 10}
        """)
record CanaryDraft(
        @NotNull @Min(1) Integer version,
        @NotNull @Min(1) @Max(99) Integer percent,

        @Schema(implementation = Integer.class, defaultValue = "10")
        Optional<@Min(0) @Max(100) Integer> maxErrorPercent,

        @Size(max = 500) String note) {

    private static final int USUAL_MAX_ERROR_PERCENT = 10;

    /** Null for never. */
    Integer limit() {
        return maxErrorPercent == null ? Integer.valueOf(USUAL_MAX_ERROR_PERCENT) : maxErrorPercent.orElse(null);
    }
}

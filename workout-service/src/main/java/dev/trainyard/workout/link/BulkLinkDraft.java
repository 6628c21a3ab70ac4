package dev.trainyard.workout.link;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Which suggestions to take.
 *
 * @param minScore those that are at least so similar, from 0.3 to 1
 * @param dryRun whether only to tell which; false when absent
 */
record BulkLinkDraft(
        @NotNull @DecimalMin("0.3") @DecimalMax("1") @Schema(examples = "0.7")
        BigDecimal minScore,

        @Schema(examples = "true") Boolean dryRun) {

    boolean isDryRun() {
        return dryRun != null && dryRun;
    }
}

package dev.trainyard.deployment.deployment;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A version that is to become active.
 *
 * @param expectedVersion the active version that the client knows of
 */
@Schema(examples = """
        {"version": 2, "expectedVersion": 1, "note": "Approved by Ada"}
        """)
record PromotionDraft(
        @NotNull @Min(1) Integer version,
        @NotNull @Min(1) Integer expectedVersion,
        @Size(max = 500) String note) {}

package dev.trainyard.workout.catalogue;

import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What an exercise of the catalogue turned out to be.
 *
 * @param into another one
 */
record MergeDraft(
        @NotNull @Schema(examples = "0198c0de-0000-7000-8000-000000000000")
        UUID into) {}

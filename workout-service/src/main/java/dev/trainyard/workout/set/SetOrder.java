package dev.trainyard.workout.set;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The sets of a workout in a new order.
 *
 * @param sets the ids of all of them, each once
 */
record SetOrder(
        @NotNull @Size(max = SetBounds.MAX_SETS) @Schema(examples = "[\"019aa4c5-1c7a-7d2e-9f3b-2f6d0e6b7a10\"]")
        List<@NotNull UUID> sets) {}

package dev.trainyard.workout.set;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;

/**
 * The sets of a workout in a new order.
 *
 * @param sets the ids of all of them, each once
 */
record SetOrder(@NotNull @Size(max = SetBounds.MAX_SETS) List<@NotNull UUID> sets) {}

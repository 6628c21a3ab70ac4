package dev.trainyard.workout.preference;

import dev.trainyard.workout.weight.WeightUnit;
import jakarta.validation.constraints.NotNull;

/**
 * How a user sees the world.
 *
 * @param timeZone name of the IANA time zone whose calendar days are the user's
 * @param weightUnit the unit of weights that were not given in one
 */
public record Preferences(@NotNull String timeZone, @NotNull WeightUnit weightUnit) {

    static final Preferences DEFAULT = new Preferences("UTC", WeightUnit.KG);
}

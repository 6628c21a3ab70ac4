package dev.trainyard.training.load;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Days of which nothing is known, so that those without an activity are no rest days.
 *
 * @param to the last of them
 */
record Gap(
        @NotNull LocalDate from,
        @NotNull LocalDate to,

        @Size(min = 1, max = 500) @Schema(examples = "The watch was being repaired")
        String note) {}

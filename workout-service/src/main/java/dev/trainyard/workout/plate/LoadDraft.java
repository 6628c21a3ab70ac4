package dev.trainyard.workout.plate;

import dev.trainyard.workout.weight.Weight;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Sets that a bar is to be loaded for, one after the other.
 *
 * @param gym name of one of the user's, whose bar and plates are used; the only one when unsaid
 * @param equipment a bar and plates instead of a gym's
 * @param targets the weight of each set, with the bar
 */
@Schema(examples = LoadDraft.EXAMPLE)
record LoadDraft(
        @Schema(examples = "home") String gym,
        @Valid GymDraft equipment,

        @NotNull
        @Size(min = 1, max = 20)
        @Schema(examples = "[{\"weight\": 60, \"unit\": \"kg\"}, {\"weight\": 100, \"unit\": \"kg\"}]")
        List<@NotNull @Valid Weight> targets) {

    static final String EXAMPLE = """
            {"gym": "home", "targets": [{"weight": 60, "unit": "kg"}, {"weight": 100, "unit": "kg"}]}
            """;
}

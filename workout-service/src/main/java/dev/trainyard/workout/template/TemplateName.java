package dev.trainyard.workout.template;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a client says of a template whose contents are there already. */
record TemplateName(
        @NotNull
        @Size(min = 1, max = 120)
        @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank")
        @Schema(examples = "Push A")
        String name) {}

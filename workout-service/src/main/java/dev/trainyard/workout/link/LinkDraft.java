package dev.trainyard.workout.link;

import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a client says that an exercise of theirs is. */
record LinkDraft(
        @NotNull @Schema(examples = "0198c0de-0000-7000-8000-000000000000")
        UUID masterExerciseId) {}

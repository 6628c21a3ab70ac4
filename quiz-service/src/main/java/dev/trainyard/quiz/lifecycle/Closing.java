package dev.trainyard.quiz.lifecycle;

import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** When a quiz is to close by itself. */
record Closing(
        @Schema(description = "In the future, and at most 366 days away") @NotNull
        Instant closesAt) {}

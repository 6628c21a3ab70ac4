package dev.trainyard.workout.workout;

import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a client may say of a workout that it starts.
 *
 * @param id made by a client that may be offline, so that a workout that is sent again is known; a UUIDv7
 * @param startedAt now when unsaid
 */
record WorkoutDraft(
        @Schema(examples = "019aa4c5-1c7a-7d2e-9f3b-2f6d0e6b7a10")
        UUID id,

        @Size(min = 1, max = 120) @Schema(examples = "Push day")
        String name,

        @Size(min = 1, max = 2000) String notes,
        Instant startedAt) {}

package dev.trainyard.workout.template;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;

/**
 * What a client sees of a template in a list.
 *
 * @param lastStartedAt when the newest workout from it was started, null when none was
 */
@JsonInclude
record TemplateSummary(
        UUID id, String name, int exerciseCount, Instant createdAt, Instant updatedAt, Instant lastStartedAt) {}

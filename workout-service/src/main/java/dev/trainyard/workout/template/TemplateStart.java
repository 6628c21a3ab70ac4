package dev.trainyard.workout.template;

import dev.trainyard.workout.progression.Readiness;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a client may say of a workout that it starts from a template; the whole body may be absent.
 *
 * @param name the template's when unsaid
 * @param startedAt now when unsaid
 * @param gym name of the one whose plates are loaded; the user's only one when unsaid
 * @param readiness how ready the user is today, for the adaptive progression
 */
record TemplateStart(
        @Size(min = 1, max = 120) @Schema(examples = "Push day")
        String name,

        Instant startedAt,
        @Schema(examples = "home") String gym,
        @Schema(examples = "good") Readiness readiness) {

    static final TemplateStart NOW = new TemplateStart(null, null, null, null);
}

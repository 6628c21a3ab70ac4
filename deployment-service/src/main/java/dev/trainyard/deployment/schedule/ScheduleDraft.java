package dev.trainyard.deployment.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What its owner says of a schedule.
 *
 * @param timeZone UTC when unsaid
 * @param catchUp {@link CatchUp#LAST} when unsaid
 * @param input of each run; an empty object when unsaid
 * @param isActive true when unsaid
 */
@Schema(examples = """
        {"cron": "30 6 * * 1-5", "timeZone": "Europe/Berlin", "catchUp": "last", "input": {"group": "morning"}}""")
record ScheduleDraft(
        @NotNull @Size(min = 1, max = 120) String cron,
        @Size(min = 1, max = 64) String timeZone,
        CatchUp catchUp,
        @Schema(implementation = Object.class) JsonNode input,
        Boolean isActive) {}

package dev.trainyard.deployment.schedule;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What its owner sees of a schedule.
 *
 * @param nextAt null when it is not active, or there is no next time
 * @param lastAt the last time that was seen to
 * @param lastRunId the run of that time; null when there was none
 * @param lastRefusal why there was none: the code of the problem
 */
@JsonInclude
record ScheduleView(
        UUID id,
        UUID deploymentId,
        String cron,
        String timeZone,
        CatchUp catchUp,
        @JsonRawValue @Schema(implementation = Object.class) String input,
        boolean isActive,
        Instant nextAt,
        Instant lastAt,
        UUID lastRunId,
        String lastRefusal,
        Instant createdAt,
        Instant updatedAt,
        long revision) {}

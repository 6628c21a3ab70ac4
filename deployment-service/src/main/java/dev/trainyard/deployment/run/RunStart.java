package dev.trainyard.deployment.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;

/**
 * What a run is of.
 *
 * @param id a UUIDv7, so that ids are in the order of acceptance
 * @param trigger what began it
 */
public record RunStart(
        String user, UUID id, UUID deploymentId, int version, RunSettings settings, Trigger trigger, JsonNode input) {

    /** What begins a run. */
    public enum Trigger {
        TOKEN,
        API_KEY,
        SCHEDULE,
        WEBHOOK
    }
}

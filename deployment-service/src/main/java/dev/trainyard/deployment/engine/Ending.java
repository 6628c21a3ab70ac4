package dev.trainyard.deployment.engine;

import com.fasterxml.jackson.databind.JsonNode;

/** How a run ended by itself. */
public sealed interface Ending {

    record Completed(JsonNode output) implements Ending {}

    record Faulted(WorkflowError error) implements Ending {}
}

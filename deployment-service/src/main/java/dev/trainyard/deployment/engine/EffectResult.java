package dev.trainyard.deployment.engine;

import com.fasterxml.jackson.databind.JsonNode;

/** How an effect went. */
public sealed interface EffectResult {

    /**
     * It went well.
     *
     * @param output what it gave: of a call by its {@code output}, of an emit the event, of a listen an array of events
     */
    record Success(JsonNode output) implements EffectResult {}

    /**
     * It failed.
     *
     * @param error its {@code instance} does not matter: it is the task that asked
     */
    record Failure(WorkflowError error) implements EffectResult {}
}

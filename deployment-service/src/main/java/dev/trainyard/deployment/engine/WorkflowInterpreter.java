package dev.trainyard.deployment.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.deployment.definition.Definition;
import dev.trainyard.deployment.expression.ExpressionException;
import jakarta.enterprise.context.ApplicationScoped;

/** Makes the machines that run definitions. */
@ApplicationScoped
class WorkflowInterpreter implements Interpreter {

    private final EngineConfig limits;
    private final EventMatcher events;

    WorkflowInterpreter(EngineConfig limits, EventMatcher events) {
        this.limits = limits;
        this.events = events;
    }

    @Override
    public Execution begin(Definition definition, RunFacts facts, JsonNode input) {
        try {
            return new Machine(definition, facts, PlainJson.of(input), limits, events);
        } catch (ExpressionException unfit) {
            return new Machine(
                    definition, facts, WorkflowError.validation(unfit.getMessage(), "/input"), limits, events);
        }
    }

    @Override
    public Execution restore(Definition definition, RunFacts facts, JsonNode state) {
        return new Machine(
                definition, facts, state, new Values(state.path("values").textValue()), limits, events);
    }
}

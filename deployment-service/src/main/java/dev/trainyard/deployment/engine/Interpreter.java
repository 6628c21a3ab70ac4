package dev.trainyard.deployment.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.deployment.definition.Definition;

/** Runs definitions, one advance after the other, by the meaning that the specification gives them. */
public interface Interpreter {

    /** A run that has done nothing yet. */
    Execution begin(Definition definition, RunFacts facts, JsonNode input);

    /** A run as it was when {@code state} was taken of it. */
    Execution restore(Definition definition, RunFacts facts, JsonNode state);
}

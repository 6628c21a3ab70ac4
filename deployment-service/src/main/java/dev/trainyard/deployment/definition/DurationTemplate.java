package dev.trainyard.deployment.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.deployment.expression.ExpressionException;
import java.time.Duration;
import java.util.Map;

/** A duration of a definition: an object of units, ISO 8601, or an expression that gives one of them. */
public interface DurationTemplate {

    /**
     * The duration, not negative.
     *
     * @throws ExpressionException when it is none
     */
    Duration evaluate(JsonNode input, Map<String, JsonNode> variables);
}

package dev.trainyard.deployment.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** A jq expression, parsed once and evaluated often, by any number of threads. */
public interface Expression {

    /**
     * Its first result; null (the JSON value) when it has none.
     *
     * @param input what {@code .} is
     * @param variables by their names, without the dollar sign
     * @throws ExpressionException when it fails, takes too long or becomes too large
     */
    JsonNode evaluate(JsonNode input, Map<String, JsonNode> variables);

    /** Whether its result is jq's truth: neither false nor null. */
    default boolean holds(JsonNode input, Map<String, JsonNode> variables) {
        JsonNode result = evaluate(input, variables);
        return !result.isNull() && !(result.isBoolean() && !result.booleanValue());
    }
}

package dev.trainyard.deployment.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/** A jq expression, parsed once and evaluated often, by any number of threads. */
public interface Expression {

    /**
     * Its first result; null (the JSON value) when it has none. It may share parts with the input and the variables, so none
     * of them may be changed.
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

    /** The variables that it uses, without the dollar sign: those that whoever evaluates it has to give. */
    default Set<String> variables() {
        return Set.of();
    }
}

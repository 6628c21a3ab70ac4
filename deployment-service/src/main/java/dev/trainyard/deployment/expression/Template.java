package dev.trainyard.deployment.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** A JSON value of a definition, in which each string of the form <code>${ … }</code>, at any depth, is an expression. */
public interface Template {

    /**
     * The value with the result of each expression in its place.
     *
     * @throws ExpressionException when one fails, takes too long or becomes too large
     */
    JsonNode evaluate(JsonNode input, Map<String, JsonNode> variables);
}

package dev.trainyard.deployment.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/** A JSON value of a definition, in which each string of the form <code>${ … }</code>, at any depth, is an expression. */
public interface Template {

    /**
     * The value with the result of each expression in its place. It may share parts with the input and the variables, so
     * none of them may be changed; all its expressions together have the time, size and memory of one.
     *
     * @throws ExpressionException when one fails, takes too long or becomes too large
     */
    JsonNode evaluate(JsonNode input, Map<String, JsonNode> variables);

    /** The variables that it uses, without the dollar sign: those that whoever evaluates it has to give. */
    default Set<String> variables() {
        return Set.of();
    }
}

package dev.trainyard.deployment.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.deployment.expression.Expression;
import dev.trainyard.deployment.expression.Template;
import java.util.Map;
import java.util.Set;

/** A value that is an expression as a whole. */
record Evaluated(Expression expression) implements Template {

    /** The template; null for no expression. */
    static Template of(Expression expression) {
        return expression == null ? null : new Evaluated(expression);
    }

    @Override
    public JsonNode evaluate(JsonNode input, Map<String, JsonNode> variables) {
        return expression.evaluate(input, variables);
    }

    @Override
    public Set<String> variables() {
        return expression.variables();
    }
}

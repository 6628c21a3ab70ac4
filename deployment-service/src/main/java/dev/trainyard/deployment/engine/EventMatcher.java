package dev.trainyard.deployment.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.trainyard.deployment.expression.ExpressionException;
import dev.trainyard.deployment.expression.ExpressionSyntaxException;
import dev.trainyard.deployment.expression.Expressions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.TreeSet;

/** Says which events a {@link Effect.Listen} means. */
@ApplicationScoped
public class EventMatcher {

    private final Expressions expressions;

    EventMatcher(Expressions expressions) {
        this.expressions = expressions;
    }

    /** Whether an event, as a whole, has all that a filter of a {@link Effect.Listen} asks for. */
    public boolean matches(JsonNode filter, JsonNode event) {
        return filter.properties().stream().allMatch(attribute -> {
            JsonNode value = event.path(attribute.getKey());
            JsonNode wanted = attribute.getValue();
            return isExpression(wanted) ? holds(wanted.textValue(), value) : PlainJson.areEqual(wanted, value);
        });
    }

    /** An expression that fails on an event does not mean it. */
    private boolean holds(String expression, JsonNode value) {
        try {
            JsonNode of = value.isMissingNode() ? NullNode.instance : value;
            return expressions.parse(expression).evaluate(of, Map.of()).equals(BooleanNode.TRUE);
        } catch (ExpressionException failed) {
            return false;
        }
    }

    /**
     * What an attribute of a definition's filter asks for, in a form that says all by itself: of an expression, with the values
     * of the variables that it names, and true or false whether it is a condition or gives what the attribute must be equal to.
     *
     * @throws ExpressionException when it becomes no expression that could be evaluated, by what the variables hold
     */
    JsonNode bind(JsonNode wanted, Map<String, JsonNode> variables) {
        if (!isExpression(wanted)) {
            return wanted;
        }
        String text = wanted.textValue().strip();
        StringBuilder bound = new StringBuilder("${ (");
        try {
            for (String name : new TreeSet<>(expressions.parse(text).variables())) {
                if (variables.containsKey(name)) {
                    bound.append(variables.get(name))
                            .append(" as $")
                            .append(name)
                            .append(" | ");
                }
            }
            // The line ends before the bracket, in case the expression ends in a comment.
            bound.append('(')
                    .append(text, 2, text.length() - 1)
                    .append(
                            "\n)) as $wanted | if ($wanted | type) == \"boolean\" then $wanted else $wanted == . end }");
            expressions.parse(bound.toString());
        } catch (ExpressionSyntaxException unfit) {
            throw new ExpressionException("The filter cannot be used: " + unfit.getMessage());
        }
        return TextNode.valueOf(bound.toString());
    }

    private static boolean isExpression(JsonNode wanted) {
        return wanted.isTextual()
                && wanted.textValue().strip().startsWith("${")
                && wanted.textValue().strip().endsWith("}");
    }
}

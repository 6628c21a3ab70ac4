package dev.trainyard.deployment.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * Parses what a definition says in jq. An unknown function, or a variable that nothing defines, is found here. Which
 * variables there will be is only checked when their names are given; without, any name may be used, and evaluating fails
 * when nobody gives it a value.
 */
public interface Expressions {

    /**
     * An expression, with or without <code>${ }</code> around it.
     *
     * @throws ExpressionSyntaxException when it is none, or calls a function that there is not
     */
    Expression parse(String text);

    /**
     * An expression that may use these variables and no others.
     *
     * @param variables their names, without the dollar sign
     * @throws ExpressionSyntaxException when it is none, or uses a function or a variable that there is not
     */
    Expression parse(String text, Set<String> variables);

    /**
     * A value whose strings of the form <code>${ … }</code> are expressions.
     *
     * @throws ExpressionSyntaxException when one of them is none; its pointer is relative to {@code value}
     */
    Template template(JsonNode value);

    /**
     * A value whose expressions may use these variables and no others.
     *
     * @param variables their names, without the dollar sign
     * @throws ExpressionSyntaxException when one of them is none; its pointer is relative to {@code value}
     */
    Template template(JsonNode value, Set<String> variables);
}

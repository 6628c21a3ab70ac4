package dev.trainyard.deployment.expression;

import com.fasterxml.jackson.databind.JsonNode;

/** Parses what a definition says in jq. */
public interface Expressions {

    /**
     * An expression, with or without <code>${ }</code> around it.
     *
     * @throws ExpressionSyntaxException when it is none, or calls a function that there is not
     */
    Expression parse(String text);

    /**
     * A value whose strings of the form <code>${ … }</code> are expressions.
     *
     * @throws ExpressionSyntaxException when one of them is none; its pointer is relative to {@code value}
     */
    Template template(JsonNode value);
}

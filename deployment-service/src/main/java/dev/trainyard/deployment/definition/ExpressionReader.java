package dev.trainyard.deployment.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.deployment.expression.Expression;
import dev.trainyard.deployment.expression.ExpressionException;
import dev.trainyard.deployment.expression.ExpressionSyntaxException;
import dev.trainyard.deployment.expression.Expressions;
import dev.trainyard.deployment.expression.Template;
import java.time.Duration;
import java.util.Set;

/** Reads what a definition says in jq, and reports what is wrong with it. Whatever is not there is null. */
final class ExpressionReader {

    private final Expressions expressions;
    private final Report report;
    private final Set<String> secrets;

    /** For a definition that declares {@code secrets}. */
    ExpressionReader(Expressions expressions, Report report, Set<String> secrets) {
        this.expressions = expressions;
        this.report = report;
        this.secrets = secrets;
    }

    /** Text that is an expression, with or without <code>${ }</code> around it. */
    Expression expression(Place place, Scope scope) {
        String text = place.text();
        if (text == null) {
            return null;
        }
        try {
            Expression expression = expressions.parse(text);
            checkVariables(place, expression.variables(), scope);
            return expression;
        } catch (ExpressionSyntaxException malformed) {
            report.add(place, "must be a jq expression: " + malformed.getMessage());
            return null;
        }
    }

    /** Text that is an expression, or an object with expressions in it. */
    Template transformation(Place place, Scope scope) {
        if (place.node().isTextual()) {
            return Evaluated.of(expression(place, scope));
        }
        return template(place, scope);
    }

    /** A value in which each text of the form <code>${ … }</code> is an expression. */
    Template template(Place place, Scope scope) {
        if (!place.exists()) {
            return null;
        }
        checkTemplate(place, scope);
        try {
            return expressions.template(place.node());
        } catch (ExpressionSyntaxException malformed) {
            report.add(place.pointer() + malformed.pointer(), "must be a jq expression: " + malformed.getMessage());
            return null;
        }
    }

    /** A duration, or an expression that gives one. */
    DurationTemplate duration(Place place, Scope scope) {
        if (!place.exists()) {
            return null;
        }
        if (isExpression(place.textOr(""))) {
            Expression expression = expression(place, scope);
            return expression == null
                    ? null
                    : (input, variables) -> Durations.of(expression.evaluate(input, variables));
        }
        try {
            Duration duration = Durations.of(place.node());
            return (input, variables) -> duration;
        } catch (ExpressionException malformed) {
            report.refuse(place, malformed.getMessage());
            return null;
        }
    }

    /** Reports each expression in a value that is none; a parser stops at the first. */
    private void checkTemplate(Place place, Scope scope) {
        if (place.node().isTextual() && isExpression(place.text())) {
            expression(place, scope);
        }
        place.elements().forEach(element -> checkTemplate(element, scope));
        place.members().forEach(member -> checkTemplate(member.value(), scope));
    }

    private void checkVariables(Place place, Set<String> used, Scope scope) {
        for (String name : used.stream().sorted().toList()) {
            if (name.equals(Secrets.VARIABLE)) {
                if (!scope.isCall()) {
                    report.add(place, "must not use $secrets, which only the \"with\" of a \"call: http\" may");
                }
            } else if (!scope.has(name)) {
                report.add(place, "uses $" + name + ", which is not known here");
            }
        }
        if (used.contains(Secrets.VARIABLE) && scope.isCall()) {
            Secrets.namedIn(place.text()).forEach(secret -> requireSecret(place, secret));
        }
    }

    /** Whether text in a value is an expression. */
    static boolean isExpression(String text) {
        return text.startsWith("${") && text.endsWith("}");
    }

    /** Reports a secret that is not declared. */
    void requireSecret(Place place, String secret) {
        if (!secrets.contains(secret)) {
            report.add(place, "uses the secret " + secret + ", which is not among the use.secrets");
        }
    }

    /** A template of a value that is made while the definition is read. */
    Template made(JsonNode value) {
        return expressions.template(value);
    }
}
